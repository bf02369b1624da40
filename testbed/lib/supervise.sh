#!/usr/bin/env bash
# One cluster's life: starts it, watches over it, ends it. Started by `up` as the leader of a session of its own, so that `down` can end
# whatever is left of it. Ends when told (TERM), or when its owner ends.
#
#   supervise.sh DIR        DIR/settings says the rest

TESTBED=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
DIR=$1
source "$TESTBED/lib/common.sh"
source "$DIR/settings"

API_HOST=127.0.0.1
API_BIND=127.0.0.1
# More names of the API server for its certificate.
EXTRA_NAMES=()
source "$TESTBED/lib/launch.sh"
source "$TESTBED/lib/pki.sh"
source "$TESTBED/lib/access.sh"
source "$TESTBED/lib/control-plane.sh"
source "$TESTBED/lib/kwok.sh"
if [[ -n $REAL_NODES ]]; then
    # Defines real_nodes_prepare (before the API server: namespaces, INSIDE, API_HOST, tokens), real_nodes_publish (sets PUBLISHED, the
    # server's URL for those outside), real_nodes_start and real_nodes_stop.
    source "$TESTBED/nodes/hooks.sh"
fi

ON_PURPOSE=
finish() {
    trap '' TERM INT
    if [[ -n $REAL_NODES ]]; then real_nodes_stop || complain "real nodes: not everything was removed"; fi
    end_all
    # After a failure the logs are still wanted.
    if [[ -n $ON_PURPOSE ]]; then rm -rf "$DIR"; fi
}
trap finish EXIT
trap 'ON_PURPOSE=1; exit 0' TERM INT

start_cluster() {
    if [[ -n $REAL_NODES ]]; then real_nodes_prepare; fi
    make_pki
    start_control_plane
    kubectl apply -f "$TESTBED/manifests/gate.yaml" >/dev/null
    local server="https://$API_HOST:$API_PORT"
    if [[ -n $REAL_NODES ]]; then
        real_nodes_publish
        server=$PUBLISHED
    fi
    write_kubeconfig "$DIR/gate.kubeconfig" "$server" prepull-gate \
        "$(kubectl create token prepull-gate -n prepull-gate --duration 48h)" hub
    write_kubeconfig "$DIR/admin.kubeconfig" "$server" testbed-admin "$ADMIN_TOKEN" default
    if ((KWOK_NODES > 0)); then create_kwok_nodes; fi
    if [[ -n $REAL_NODES ]]; then real_nodes_start; fi
    # The scheduler and the controllers are at work when a new namespace has its account.
    await 60 kube-controller-manager kubectl get serviceaccount default -n hub
    if ((KWOK_NODES > 0)); then
        await $((60 + KWOK_NODES / 5)) kwok kwok_nodes_are_ready
    fi
}

# Not `if ! start_cluster`: inside a condition bash would go on after a failed command.
start_cluster
touch "$DIR/ready"

# With the API server back, the others are restarted too: left alone, they look for it again up to a minute later.
start_again() {
    relaunch "$1"
    if [[ $1 != kube-apiserver ]]; then return 0; fi
    await 60 kube-apiserver kubectl get --raw /readyz || return 1
    local name
    for name in kube-controller-manager kube-scheduler kwok; do
        kill -KILL "$(pid_of "$name")" || true
        relaunch "$name"
    done
}

# A component stopped on purpose is started again here, so that it stays a child of this process.
while [[ -z $OWNER ]] || alive "$OWNER"; do
    for request in "$DIR"/run/*.start; do
        if [[ -f $request ]]; then
            name=$(basename "$request" .start)
            start_again "$name" || complain "$name did not come back"
            rm "$request"
        fi
    done
    sleep 0.2
done
ON_PURPOSE=1

#!/usr/bin/env bash
# One hub's life: proxy, servers that are played, hub. Started by `hub/up` as the leader of a session of its own; ends when told (TERM), or when
# its owner ends.
#
#   supervise.sh DIR        DIR/settings says the rest

TESTBED=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
DIR=$1
source "$TESTBED/lib/common.sh"
source "$TESTBED/lib/launch.sh"
source "$TESTBED/hub/build.sh"
source "$DIR/settings"

ON_PURPOSE=
finish() {
    trap '' TERM INT
    end_all
    # After a failure the logs are still wanted.
    if [[ -n $ON_PURPOSE ]]; then rm -rf "$DIR"; fi
}
trap finish EXIT
trap 'ON_PURPOSE=1; exit 0' TERM INT

PYTHON=$(hub_dir)/venv/bin/python
eval "$("$PYTHON" "$TESTBED/hub/prepare.py" "$DIR" "$INIT_TIMEOUT")"
HUB_URL=http://127.0.0.1:$HUB
CONFIGPROXY_AUTH_TOKEN=$(sed 's/.*"proxy_token": "\([0-9a-f]*\)".*/\1/' "$DIR/settings.json")
export CONFIGPROXY_AUTH_TOKEN HUB_DIR=$DIR

launch stubs "$PYTHON" "$TESTBED/hub/stubs.py" "$STUBS" "$SERVERS" "$DIR/ports.json"
launch proxy node "$(proxy_program)" --ip 127.0.0.1 --port "$PUBLIC" --api-ip 127.0.0.1 --api-port "$PROXY" \
    --default-target "$HUB_URL" --error-target "$HUB_URL/hub/error"
await 60 stubs test -f "$DIR/ports.json"
"$PYTHON" "$TESTBED/hub/populate.py" "$DIR/jupyterhub.sqlite" "$DIR/ports.json" "$USERS"
launch hub "$PYTHON" -m jupyterhub -f "$TESTBED/hub/jupyterhub_config.py"
hub_answers() { "$PYTHON" -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:$PUBLIC/hub/health', timeout=5)"; }
await 120 hub hub_answers
touch "$DIR/ready"

# A component stopped on purpose is started again here, so that it stays a child of this process.
while [[ -z $OWNER ]] || alive "$OWNER"; do
    for request in "$DIR"/run/*.start; do
        if [[ -f $request ]]; then
            relaunch "$(basename "$request" .start)"
            rm "$request"
        fi
    done
    sleep 0.2
done
ON_PURPOSE=1

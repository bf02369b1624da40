# Real nodes in the life of a test bed. Sourced by the supervisor, which calls real_nodes_prepare, _publish, _start and _stop; needs what the
# supervisor has sourced, and REAL_NODES: COUNT[@VERSION][/parallel|/limited][/small|/tight][/impatient],… such as 2 or 1@1.7,1@2.2/parallel.

source "$TESTBED/lib/programs.sh"
source "$TESTBED/lib/gomodule.sh"
source "$TESTBED/nodes/build.sh"
source "$TESTBED/nodes/network.sh"
source "$TESTBED/nodes/cgroups.sh"
source "$TESTBED/nodes/config.sh"

NODES=$(nodes_dir)
JAVA=(java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx512m -cp "$NODES/classes")
NODE_NAMES=()
declare -A NODE_VERSION=() NODE_PULLS=() NODE_DISK=() NODE_PROGRESS=() NODE_TOKEN=()

# Nodes are called real-1, real-2, …; where no version is given, every other one has the older containerd.
read_real_nodes() {
    local part i count version pulls disk collects progress default=(2.2 1.7)
    local words='COUNT[@1.6|@1.7|@2.2][/parallel|/limited][/small|/tight][/impatient]'
    for part in ${REAL_NODES//,/ }; do
        [[ $part =~ ^([0-9]+)(@(1\.6|1\.7|2\.2))?(/parallel|/limited)?(/small|/tight)?(/impatient)?$ ]] || die 2 "real:$part: not $words"
        count=${BASH_REMATCH[1]} version=${BASH_REMATCH[3]} disk=${BASH_REMATCH[5]} progress=${BASH_REMATCH[6]:+6s}
        case ${BASH_REMATCH[4]} in
            /parallel) pulls=$'serializeImagePulls: false\nregistryPullQPS: 0' ;;
            /limited) pulls='serializeImagePulls: false' ;;
            *) pulls='serializeImagePulls: true' ;;
        esac
        # One disk for all, and the kubelet's own thresholds.
        if [[ $disk == /tight ]]; then collects=$'imageGCHighThresholdPercent: 85\nimageGCLowThresholdPercent: 80'; else collects=$'imageGCHighThresholdPercent: 99\nimageGCLowThresholdPercent: 98'; fi
        if [[ $version == 1.6 && -n $progress ]]; then die 2 "real:$part: containerd 1.6 has no limit for pulls without progress"; fi
        for ((i = 0; i < count; i++)); do
            local name=real-$((${#NODE_NAMES[@]} + 1))
            NODE_VERSION[$name]=${version:-${default[$(((${#NODE_NAMES[@]} + 1) % 2))]}}
            NODE_PULLS[$name]=$pulls$'\n'$collects
            NODE_DISK[$name]=$disk
            NODE_PROGRESS[$name]=$progress
            NODE_NAMES+=("$name")
        done
    done
}

real_nodes_prepare() {
    local name
    [[ ! $DIR/ =~ ^/(run|var/log|var/lib)/ ]] || die 2 "a node hides what is below /run, /var/log and /var/lib: choose another --dir than $DIR"
    read_real_nodes
    mkdir -p "$DIR/nodes" "$DIR/pki"
    make_network
    API_HOST=$CONTROL_PLANE
    API_BIND=$CONTROL_PLANE
    for name in "${NODE_NAMES[@]}"; do NODE_TOKEN[$name]=$(new_token "system:node:$name" system:nodes); done
    launch registry "${JAVA[@]}" io.jenkins.plugins.prepullgate.testbed.registry.RegistryCommand \
        --listen "$REGISTRY:443" --dns "$DNS:53" --control 127.0.0.1:80 --refusing "$REFUSING" --nobody "$NOBODY" \
        --names registry.k8s.io,quay.io,docker.io,registry-1.docker.io --program "$NODES/bin/busybox" --ca "$DIR/registry-ca.pem"
    await 30 registry test -f "$DIR/registry-ca.pem"
}

# Sets PUBLISHED, the API server's URL for those outside; the registry's control port is in DIR/registry.url.
real_nodes_publish() {
    local relay=io.jenkins.plugins.prepullgate.testbed.nodes.Relay urls
    launch relay-inside "${JAVA[@]}" "$relay" "unix:$DIR/run/api.sock=tcp:$API_HOST:$API_PORT" "unix:$DIR/run/registry.sock=tcp:127.0.0.1:80"
    outside launch relay-outside "${JAVA[@]}" "$relay" "tcp:127.0.0.1:0=unix:$DIR/run/api.sock" "tcp:127.0.0.1:0=unix:$DIR/run/registry.sock"
    await 30 relay-inside test -S "$DIR/run/registry.sock"
    await 30 relay-outside relays_listen
    mapfile -t urls <"$DIR/logs/relay-outside.log"
    PUBLISHED=https://${urls[0]}
    echo "http://${urls[1]}" >"$DIR/registry.url"
}

# Runs a command as if nothing were inside a namespace.
outside() {
    local INSIDE=()
    "$@"
}

relays_listen() { (($(wc -l <"$DIR/logs/relay-outside.log") >= 2)); }

real_nodes_start() {
    local name index=0 network
    network=/proc/$(pid_of network)/ns/net
    for name in "${NODE_NAMES[@]}"; do
        index=$((index + 1))
        make_cgroups "$name"
        write_node "$name" "$index" "${NODE_VERSION[$name]}" "${NODE_PULLS[$name]}" "${NODE_TOKEN[$name]}" "${NODE_DISK[$name]}" "${NODE_PROGRESS[$name]}"
        inside ip route add "$(pod_network "$index")" via "$(node_address "$index")"
        outside launch "$name" bash "$TESTBED/nodes/machine.sh" "$DIR/nodes/$name" "$network"
    done
    for name in "${NODE_NAMES[@]}"; do
        await 90 "$name" kubectl wait --for=condition=Ready "node/$name" --timeout 2s
    done
}

# The nodes' processes end with their first; what they leave in the machine are empty cgroups.
real_nodes_stop() {
    local name i
    for name in "${NODE_NAMES[@]}"; do kill -KILL "$(pid_of "$name")" 2>/dev/null || true; done
    for ((i = 0; i < 100; i++)); do
        if remove_cgroups; then return 0; fi
        sleep 0.1
    done
    return 1
}

#!/usr/bin/env bash
# Becomes a node: namespaces of its own, a cable to the bridge, then node.sh as its first process. Killed, it takes all of the node with it.
#
#   machine.sh HOME NETWORK       HOME: the node's folder; NETWORK: /proc/PID/ns/net of the bridge

set -euo pipefail
if [[ -z ${3:-} ]]; then exec unshare --net -- bash "$0" "$1" "$2" cable; fi

source "$1/settings"
# A node started again meets its old cable until the kernel has taken that away.
for ((try = 0; ; try++)); do
    if nsenter "--net=$2" ip link add "node-$index" type veth peer name eth0 netns $$; then break; fi
    if ((try > 50)); then exit 1; fi
    sleep 0.1
done
nsenter "--net=$2" ip link set "node-$index" master nodes up
exec unshare --mount --uts --pid --fork --kill-child=KILL --mount-proc bash "$(dirname "$0")/node.sh" "$1"

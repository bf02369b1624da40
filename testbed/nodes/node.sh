#!/usr/bin/env bash
# The first process of a node: hides what its programs would leave behind on the machine, starts containerd and the kubelet, and starts
# them again when they end, as a service manager does. Requests are files in HOME/requests: ACTION-PROGRAM, see `trouble`.
#
#   node.sh HOME

set -euo pipefail
HOME_OF_NODE=$1
source "$HOME_OF_NODE/settings"

unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
hostname "$name"
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /var/log
# What is there can be read (this machine's caches may be below), what is written is written to memory.
mkdir -p /run/var-lib/upper /run/var-lib/work
mount -t overlay overlay -o lowerdir=/var/lib,upperdir=/run/var-lib/upper,workdir=/run/var-lib/work /var/lib
if [[ $DISK == /small ]]; then mount -t tmpfs -o size=64m tmpfs "$HOME_OF_NODE/containerd"; fi
if [[ $DISK == /tight ]]; then
    mkdir -p "$HOME_OF_NODE/disk" "$HOME_OF_NODE/kubelet"
    mount -t tmpfs -o size=64m tmpfs "$HOME_OF_NODE/disk"
    for folder in containerd kubelet; do
        mkdir "$HOME_OF_NODE/disk/$folder"
        mount --bind "$HOME_OF_NODE/disk/$folder" "$HOME_OF_NODE/$folder"
    done
fi
mount --bind "$HOME_OF_NODE/resolv.conf" /etc/resolv.conf
# The kubelet sets these for the whole machine, unless they already are what it wants. It shall believe so.
while read -r variable value; do
    file=$HOME_OF_NODE/sysctl/${variable//\//.}
    echo "$value" >"$file"
    if [[ -f /proc/sys/$variable ]]; then mount --bind "$file" "/proc/sys/$variable"; fi
done <<END
vm/overcommit_memory 1
vm/panic_on_oom 0
kernel/panic 10
kernel/panic_on_oops 1
kernel/keys/root_maxkeys 1000000
kernel/keys/root_maxbytes 25000000
END

ip link set lo up
ip addr add "$ADDRESS/24" dev eth0
ip link set eth0 up
ip route add default via "$CONTROL_PLANE"

containerd() {
    SSL_CERT_FILE=$DIR/registry-ca.pem PATH=$CONTAINERD:$NODES/bin:$PATH exec containerd --config "$HOME_OF_NODE/containerd.toml"
}
kubelet() {
    while [[ ! -S /run/containerd/containerd.sock ]]; do sleep 0.1; done
    exec "$BIN/kubelet" --config "$HOME_OF_NODE/kubelet.yaml" --kubeconfig "$HOME_OF_NODE/kubeconfig" --hostname-override "$name" \
        --node-ip "$ADDRESS" --root-dir "$HOME_OF_NODE/kubelet" --cert-dir "$HOME_OF_NODE/kubelet-certificates" \
        --node-labels "prepull-gate/containerd=$version"
}

declare -A pids=() stopped=()
start() {
    ("$1") >>"$DIR/logs/$name-$1.log" 2>&1 </dev/null &
    pids[$1]=$!
}

start containerd
start kubelet
while true; do
    for request in "$HOME_OF_NODE"/requests/*; do
        [[ -f $request ]] || continue
        program=${request##*-}
        case ${request##*/} in
            kill-*) kill -KILL "${pids[$program]}" || true ;;
            stop-*) stopped[$program]=1 && kill -KILL "${pids[$program]}" || true ;;
            start-*) unset "stopped[$program]" ;;
            pause-*) kill -STOP "${pids[$program]}" ;;
            resume-*) kill -CONT "${pids[$program]}" ;;
        esac
        rm "$request"
    done
    for program in "${!pids[@]}"; do
        if [[ -z ${stopped[$program]:-} ]] && ! kill -0 "${pids[$program]}" 2>/dev/null; then start "$program"; fi
    done
    sleep 0.2
done

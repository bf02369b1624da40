# The files that a node's programs read. Sourced by hooks.sh; needs DIR, NODES (the built folder), network.sh, cgroups.sh.

# write_node NAME INDEX VERSION SERIAL TOKEN DISK PROGRESS: SERIAL goes into the kubelet's configuration; DISK is /small (64 MiB for
# the runtime), /tight (the same, and the kubelet on it too) or empty: all; PROGRESS is how long a pull may stand still, empty: as long as the runtime
# thinks fit.
write_node() {
    local name=$1 index=$2 version=$3 serial=$4 token=$5 DISK=$6 progress=$7 home=$DIR/nodes/$1
    mkdir -p "$home/cni" "$home/requests" "$home/sysctl" "$home/containerd"
    write_kubeconfig "$home/kubeconfig" "https://$API_HOST:$API_PORT" "$name" "$token" default
    printf 'nameserver %s\n' "$DNS" >"$home/resolv.conf"
    local CONTAINERD=$NODES/containerd-$version ADDRESS
    ADDRESS=$(node_address "$index")
    declare -p name index version CONTAINERD ADDRESS DISK CONTROL_PLANE DIR BIN NODES >"$home/settings"
    containerd_config "$home" "$progress" >"$home/containerd.toml"
    kubelet_config "$name" "$serial" >"$home/kubelet.yaml"
    cni_config "$index" >"$home/cni/10-pods.conflist"
}

# In the form of 1.x, which 2.x reads too. Without CAP_SYS_RESOURCE, runc dies when it is to lower an OOM score.
containerd_config() {
    local cri='plugins."io.containerd.grpc.v1.cri"' patience=
    if [[ -n $2 ]]; then patience="image_pull_progress_timeout = \"$2\""; fi
    cat <<END
version = 2
root = "$1/containerd"
state = "/run/containerd"
[plugins."io.containerd.internal.v1.opt"]
  path = "$1/opt"
[$cri]
  sandbox_image = "registry.k8s.io/pause:3.10"
  restrict_oom_score_adj = true
  $patience
  [$cri.cni]
    bin_dir = "$NODES/cni"
    conf_dir = "$1/cni"
  [$cri.containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [$cri.containerd.runtimes.runc.options]
      BinaryName = "$NODES/bin/runc"
      SystemdCgroup = false
END
}

# A node of the test bed shall not mind that its machine's disk is nearly full.
kubelet_config() {
    cat <<END
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $ADDRESS
authentication:
  anonymous: {enabled: false}
  webhook: {enabled: true}
  x509: {clientCAFile: $DIR/pki/ca.crt}
authorization: {mode: Webhook}
cgroupDriver: cgroupfs
cgroupRoot: /$(cgroup_root)/$1
failCgroupV1: false
failSwapOn: false
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
makeIPTablesUtilChains: false
clusterDNS: [$DNS]
clusterDomain: cluster.local
resolvConf: /etc/resolv.conf
volumePluginDir: $DIR/nodes/$1/volume-plugins
evictionHard: {memory.available: 50Mi, nodefs.available: 1%, imagefs.available: 1%, nodefs.inodesFree: 1%, imagefs.inodesFree: 1%}
$2
END
}

cni_config() {
    cat <<END
{"cniVersion": "1.0.0", "name": "pods", "plugins": [{"type": "bridge", "bridge": "cni0", "isGateway": true, "ipMasq": false,
  "ipam": {"type": "host-local", "dataDir": "/run/cni", "ranges": [[{"subnet": "$(pod_network "$1")"}]], "routes": [{"dst": "0.0.0.0/0"}]}}]}
END
}

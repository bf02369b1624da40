# KWOK's part of the test bed: its stages, and plain nodes for `up --nodes kwok:N`. Sourced by the supervisor.

KWOK_STAGES=()
for stage in "$TESTBED"/kwok/*.yaml; do
    KWOK_STAGES+=(--config "$stage")
done

create_kwok_nodes() {
    local i
    for ((i = 1; i <= KWOK_NODES; i++)); do
        cat <<END
---
apiVersion: v1
kind: Node
metadata:
  name: kwok-$i
  annotations: {kwok.x-k8s.io/node: fake}
  labels:
    kubernetes.io/arch: amd64
    kubernetes.io/hostname: kwok-$i
    kubernetes.io/os: linux
    prepull-gate/by: up
END
    done | kubectl create -f - >/dev/null
}

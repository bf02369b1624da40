# KWOK's part of the test bed: its settings and stages, and plain nodes for `up --nodes kwok:N`. Sourced by the supervisor.

KWOK_CONFIG=()
for file in "$TESTBED"/kwok/*.yaml; do
    KWOK_CONFIG+=(--config "$file")
done

# Several at once: kubectl holds itself to 50 requests a second.
create_kwok_nodes() {
    local from pids=() pid
    for ((from = 1; from <= KWOK_NODES; from += 250)); do
        kwok_nodes "$from" $((from + 249 < KWOK_NODES ? from + 249 : KWOK_NODES)) | kubectl create -f - >/dev/null &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do wait "$pid"; done
}

# One request for all of them: `kubectl wait` makes two for each node.
kwok_nodes_are_ready() {
    local ready
    ready=$(kubectl get nodes -l prepull-gate/by=up -o jsonpath='{.items[*].status.conditions[?(@.type=="Ready")].status}') || return 1
    (($(grep -o True <<<"$ready" | wc -l) == KWOK_NODES))
}

# kwok_nodes FROM TO: their manifests.
kwok_nodes() {
    local i
    for ((i = $1; i <= $2; i++)); do
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
    done
}

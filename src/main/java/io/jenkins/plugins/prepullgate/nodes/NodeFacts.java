package io.jenkins.plugins.prepullgate.nodes;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the judgement needs to know about a node, and nothing more.
 *
 * @param name never null
 * @param uid may be empty
 * @param labels never null
 * @param taints in the node's order
 * @param unschedulable the cordon: {@code spec.unschedulable}
 * @param conditions the status conditions that are judged
 * @param architecture {@code status.nodeInfo.architecture}; may be empty
 * @param runtime {@code status.nodeInfo.containerRuntimeVersion}, such as {@code containerd://2.2.9}; may be empty
 * @param kubelet {@code status.nodeInfo.kubeletVersion}; may be empty
 * @param createdAt null when unknown
 * @param lastChange who last changed taints, cordon or roles; null when unknown
 */
public record NodeFacts(
        String name,
        String uid,
        Map<String, String> labels,
        List<Taint> taints,
        boolean unschedulable,
        List<NodeCondition> conditions,
        String architecture,
        String runtime,
        String kubelet,
        Instant createdAt,
        LastChange lastChange) {
    public NodeFacts {
        Objects.requireNonNull(name, "name");
        uid = uid == null ? "" : uid;
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        taints = taints == null ? List.of() : List.copyOf(taints);
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
        architecture = architecture == null ? "" : architecture;
        runtime = runtime == null ? "" : runtime;
        kubelet = kubelet == null ? "" : kubelet;
    }

    /** A node with the given labels, taints and cordon, ready, and nothing else known. */
    public static NodeFacts of(String name, Map<String, String> labels, List<Taint> taints, boolean unschedulable) {
        return new NodeFacts(
                name, "", labels, taints, unschedulable, List.of(new NodeCondition("Ready", "True", "", "", null)), "", "", "", null, null);
    }

    public Optional<NodeCondition> condition(String type) {
        // A loop and no stream: this is asked about every node in every assessment.
        for (NodeCondition condition : conditions) {
            if (condition.type().equals(type)) {
                return Optional.of(condition);
            }
        }
        return Optional.empty();
    }

    /** Whether its kubelet says it is ready. A node without the condition has not reported yet and is not ready. */
    public boolean ready() {
        return condition("Ready").filter(c -> c.status().equals("True")).isPresent();
    }

    public boolean hasTaint(String key) {
        return taints.stream().anyMatch(t -> t.key().equals(key));
    }

    /** Whether an autoscaler or operator is about to take the node away, so that nobody should wait for it. */
    public boolean leaving() {
        return hasTaint(WellKnown.TO_BE_DELETED) || hasTaint(WellKnown.KARPENTER_DISRUPTED) || hasTaint(WellKnown.OUT_OF_SERVICE);
    }
}

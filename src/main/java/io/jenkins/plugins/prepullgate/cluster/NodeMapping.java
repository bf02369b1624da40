package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeSystemInfo;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.jenkins.plugins.prepullgate.nodes.NodeCondition;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.nodes.Taint;
import io.jenkins.plugins.prepullgate.nodes.TaintEffect;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Maps nodes, without what every heartbeat changes: its time, images, capacities. So a heartbeat changes nothing here. */
final class NodeMapping {
    private static final Set<String> JUDGED =
            Set.of("Ready", "DiskPressure", "MemoryPressure", "PIDPressure", "NetworkUnavailable");

    private NodeMapping() {}

    /** Empty for an object without a name. */
    static Optional<NodeFacts> facts(Node node) {
        if (!Meta.named(node)) {
            return Optional.empty();
        }
        ObjectMeta meta = Meta.of(node);
        NodeSpec spec = node.getSpec() == null ? new NodeSpec() : node.getSpec();
        NodeStatus status = node.getStatus() == null ? new NodeStatus() : node.getStatus();
        NodeSystemInfo info = status.getNodeInfo() == null ? new NodeSystemInfo() : status.getNodeInfo();
        return Optional.of(new NodeFacts(
                Meta.shared(meta.getName()),
                meta.getUid(),
                Meta.labels(meta.getLabels()),
                taints(spec),
                Meta.yes(spec.getUnschedulable()),
                conditions(status),
                Meta.shared(info.getArchitecture()),
                Meta.shared(info.getContainerRuntimeVersion()),
                Meta.shared(info.getKubeletVersion()),
                Meta.time(meta.getCreationTimestamp()),
                NodeChanges.last(meta.getManagedFields())));
    }

    private static List<Taint> taints(NodeSpec spec) {
        return Meta.list(spec.getTaints()).stream()
                .filter(t -> t.getKey() != null)
                .map(t -> new Taint(Meta.shared(t.getKey()), Meta.shared(t.getValue()), TaintEffect.of(t.getEffect())))
                .toList();
    }

    private static List<NodeCondition> conditions(NodeStatus status) {
        return Meta.list(status.getConditions()).stream()
                .filter(c -> c.getType() != null && JUDGED.contains(c.getType()))
                .map(c -> new NodeCondition(
                        Meta.shared(c.getType()),
                        Meta.shared(c.getStatus()),
                        Meta.shared(c.getReason()),
                        Meta.shared(c.getMessage()),
                        Meta.time(c.getLastTransitionTime())))
                .toList();
    }
}

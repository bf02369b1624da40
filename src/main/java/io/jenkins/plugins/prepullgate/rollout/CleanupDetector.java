package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.nodes.NodeCondition;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import java.util.List;
import java.util.function.Consumer;

/**
 * Nodes that are about to remove what was pulled: under disk pressure a kubelet deletes images that no container uses, and once helm has deleted
 * the puller none does. Its own thresholds ({@code imageGCHighThresholdPercent}, usually 85 % of the disk) cannot be seen without the right to
 * {@code nodes/proxy}, which also lets its holder run commands in pods; what is raised here is what the node itself says.
 */
final class CleanupDetector implements Detector {
    @Override
    public void look(Scene scene, List<NodeProgress> rows, Consumer<Symptom> report) {
        for (NodeProgress row : rows) {
            NodeFacts node = scene.nodes.get(row.node());
            boolean pulled = row.state() == NodeState.READY || row.step() > 1;
            if (node != null && row.expected() && pulled) {
                node.condition("DiskPressure").filter(c -> c.status().equals("True")).ifPresent(c -> report.accept(symptom(row, c)));
            }
        }
    }

    private static Symptom symptom(NodeProgress row, NodeCondition condition) {
        String value = condition.status() + (condition.message().isEmpty() ? "" : ": " + Redaction.of(condition.message()));
        return Symptom.ofNode(
                        FindingCode.IMAGE_GC_NEAR, row.node(), "the disk is nearly full: the kubelet removes images that no container uses, "
                                + "and after the puller's end these are among them", "Node " + row.node(), "status.conditions[DiskPressure]", value)
                .at(condition.since());
    }
}

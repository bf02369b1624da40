package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.nodes.NodeCondition;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Nodes that are about to remove what was pulled: under disk pressure a kubelet deletes images that no container uses, and once helm has deleted the
 * puller none does.
 */
final class PressureDetector implements SiteDetector {
    @Override
    public void look(Spot spot, NodeProgress row, Consumer<Symptom> report) {
        boolean pulled = row.expected() && (row.state() == NodeState.READY || row.step() > 1);
        if (pulled && spot.node != null) {
            pressure(spot.node).ifPresent(condition -> report.accept(symptom(row, condition)));
        }
    }

    /** The condition that says that the disk is nearly full; empty when it is not. */
    static Optional<NodeCondition> pressure(NodeFacts node) {
        return node.condition("DiskPressure").filter(c -> c.status().equals("True"));
    }

    private static Symptom symptom(NodeProgress row, NodeCondition condition) {
        String value = condition.status() + (condition.message().isEmpty() ? "" : ": " + Redaction.of(condition.message()));
        return Symptom.ofNode(
                        FindingCode.IMAGE_GC_NEAR, row.node(), "the disk is nearly full: the kubelet removes images that no container uses, "
                                + "and after the puller's end these are among them", "Node " + row.node(), "status.conditions[DiskPressure]", value)
                .at(condition.since());
    }
}

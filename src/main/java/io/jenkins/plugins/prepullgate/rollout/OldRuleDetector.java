package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.nodes.ControlPlane;
import io.jenkins.plugins.prepullgate.nodes.Eligibility;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.nodes.NodeRule;
import java.util.function.Consumer;

/**
 * Nodes that the old prepuller waits for and that its pods cannot run on. On 2018-01-26 that was a master which carried a taint but no cordon, and
 * could never finish.
 */
final class OldRuleDetector implements SiteDetector {
    @Override
    public void look(Spot spot, NodeProgress row, Consumer<Symptom> report) {
        if (spot.node != null && spot.frame.rule() == NodeRule.SCHEDULABLE_NODES && spot.expected()) {
            unreachable(spot, report);
        }
    }

    private static void unreachable(Spot spot, Consumer<Symptom> report) {
        NodeFacts node = spot.node;
        Eligibility eligibility = spot.eligibility;
        // A node that does not answer carries a taint for it that goes when it comes back: that is no hopeless case.
        if (eligibility.eligible() || !node.ready()) {
            return;
        }
        boolean controlPlane = ControlPlane.includes(node);
        FindingCode code = controlPlane
                ? FindingCode.CP_NOT_CORDONED
                : eligibility.reach() == Eligibility.Reach.TAINTED ? FindingCode.NODE_EXCLUDED_TAINT : FindingCode.NODE_EXCLUDED_SELECTOR;
        String kind = controlPlane ? "control-plane node" : "node";
        report.accept(Symptom.ofNode(
                code,
                node.name(),
                "the prepuller waits for every node that is not cordoned, but its pods cannot run on this " + kind + ": " + eligibility.why(),
                spot.ref(),
                "spec.unschedulable, spec.taints",
                "unschedulable=" + node.unschedulable() + ", taints=" + node.taints()).deciding());
    }
}

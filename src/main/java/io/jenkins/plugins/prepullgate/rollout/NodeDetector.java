package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.nodes.ControlPlane;
import io.jenkins.plugins.prepullgate.nodes.Eligibility;
import io.jenkins.plugins.prepullgate.nodes.NodeCondition;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import java.util.Map;
import java.util.function.Consumer;

/** Nodes that are left out, or in trouble. */
final class NodeDetector implements SiteDetector {
    /** Conditions that are bad when they are true. */
    private static final Map<String, FindingCode> PRESSURES = Map.of(
            "DiskPressure", FindingCode.NODE_DISK_PRESSURE,
            "MemoryPressure", FindingCode.NODE_MEMORY_PRESSURE,
            "PIDPressure", FindingCode.NODE_MEMORY_PRESSURE,
            "NetworkUnavailable", FindingCode.NODE_NETWORK_UNAVAILABLE);

    @Override
    public void look(Spot spot, NodeProgress row, Consumer<Symptom> report) {
        if (spot.node == null) {
            return;
        }
        if (row.state() == NodeState.EXCLUDED) {
            excluded(spot, report);
        } else if (row.state() != NodeState.READY) {
            trouble(spot, report);
        }
        if (row.expected() && spot.node.unschedulable() && spot.eligibility.eligible()) {
            report.accept(Symptom.ofNode(
                    FindingCode.NODE_CORDONED_BUT_INCLUDED, spot.name(), "a cordon does not keep a DaemonSet's pods away", spot.ref(),
                    "spec.unschedulable", "true"));
        }
    }

    private static void excluded(Spot spot, Consumer<Symptom> report) {
        NodeFacts node = spot.node;
        Eligibility eligibility = spot.eligibility;
        if (node.leaving()) {
            report.accept(Symptom.ofNode(
                    FindingCode.NODE_SHUTDOWN, node.name(), "the node is being taken away, so it is not waited for", spot.ref(), "spec.taints",
                    node.taints().toString()));
        } else if (eligibility.reach() == Eligibility.Reach.TAINTED) {
            boolean during = spot.past.counted();
            String who = ControlPlane.includes(node) ? " (control plane)" : during ? ", since the wait began" : "";
            report.accept(Symptom.ofNode(
                    FindingCode.NODE_EXCLUDED_TAINT, node.name(), eligibility.why() + who, spot.ref(), "spec.taints",
                    eligibility.taint().toString()));
        } else if (eligibility.reach() == Eligibility.Reach.NOT_SELECTED) {
            report.accept(Symptom.ofNode(
                    FindingCode.NODE_EXCLUDED_SELECTOR, node.name(), eligibility.why(), spot.ref(), "metadata.labels", "do not match"));
        }
    }

    private static void trouble(Spot spot, Consumer<Symptom> report) {
        NodeCondition ready = spot.node.condition("Ready").orElse(new NodeCondition("Ready", "Unknown", "", "the kubelet has not reported", null));
        if (!ready.status().equals("True")) {
            FindingCode code = ready.status().equals("False") ? FindingCode.NODE_NOT_READY : FindingCode.NODE_UNREACHABLE;
            report.accept(condition(code, spot, ready));
        }
        for (NodeCondition condition : spot.node.conditions()) {
            FindingCode code = PRESSURES.get(condition.type());
            if (code != null && condition.status().equals("True")) {
                report.accept(condition(code, spot, condition));
            }
        }
    }

    private static Symptom condition(FindingCode code, Spot spot, NodeCondition condition) {
        String value = condition.status() + (condition.message().isEmpty() ? "" : ": " + Redaction.of(condition.message()));
        String field = "status.conditions[" + condition.type() + "]";
        return Symptom.ofNode(code, spot.name(), code.meaning(), spot.ref(), field, value).at(condition.since());
    }
}

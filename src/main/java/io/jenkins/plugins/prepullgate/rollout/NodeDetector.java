package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.nodes.ControlPlane;
import io.jenkins.plugins.prepullgate.nodes.Eligibility;
import io.jenkins.plugins.prepullgate.nodes.NodeCondition;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Nodes that are left out, in trouble, new, or gone. */
final class NodeDetector implements Detector {
    /** Conditions that are bad when they are true. */
    private static final Map<String, FindingCode> PRESSURES = Map.of(
            "DiskPressure", FindingCode.NODE_DISK_PRESSURE,
            "MemoryPressure", FindingCode.NODE_MEMORY_PRESSURE,
            "PIDPressure", FindingCode.NODE_MEMORY_PRESSURE,
            "NetworkUnavailable", FindingCode.NODE_NETWORK_UNAVAILABLE);

    @Override
    public void look(Scene scene, List<NodeProgress> rows, Consumer<Symptom> report) {
        if (scene.puller == null) {
            return;
        }
        for (NodeProgress row : rows) {
            NodeFacts node = scene.nodes.get(row.node());
            if (node == null) {
                continue;
            }
            if (row.state() == NodeState.EXCLUDED) {
                excluded(scene, node, report);
            } else if (row.state() != NodeState.READY) {
                trouble(node, report);
            }
            if (row.expected() && node.unschedulable() && scene.eligibility.get(node.name()).eligible()) {
                report.accept(Symptom.ofNode(
                        FindingCode.NODE_CORDONED_BUT_INCLUDED, node.name(), "a cordon does not keep a DaemonSet's pods away", ref(node),
                        "spec.unschedulable", "true"));
            }
        }
        gone(scene, report);
    }

    private static void excluded(Scene scene, NodeFacts node, Consumer<Symptom> report) {
        Eligibility eligibility = scene.eligibility.get(node.name());
        if (node.leaving()) {
            report.accept(Symptom.ofNode(
                    FindingCode.NODE_SHUTDOWN, node.name(), "the node is being taken away, so it is not waited for", ref(node), "spec.taints",
                    node.taints().toString()));
        } else if (eligibility.reach() == Eligibility.Reach.TAINTED) {
            boolean during = scene.memory.everEligible().contains(node.name());
            String who = ControlPlane.includes(node) ? " (control plane)" : during ? ", since the wait began" : "";
            report.accept(Symptom.ofNode(
                    FindingCode.NODE_EXCLUDED_TAINT, node.name(), eligibility.why() + who, ref(node), "spec.taints", eligibility.taint().toString()));
        } else if (eligibility.reach() == Eligibility.Reach.NOT_SELECTED) {
            report.accept(Symptom.ofNode(
                    FindingCode.NODE_EXCLUDED_SELECTOR, node.name(), eligibility.why(), ref(node), "metadata.labels", "do not match"));
        }
    }

    private static void trouble(NodeFacts node, Consumer<Symptom> report) {
        NodeCondition ready = node.condition("Ready").orElse(new NodeCondition("Ready", "Unknown", "", "the kubelet has not reported", null));
        if (!ready.status().equals("True")) {
            FindingCode code = ready.status().equals("False") ? FindingCode.NODE_NOT_READY : FindingCode.NODE_UNREACHABLE;
            report.accept(condition(code, node, ready));
        }
        for (NodeCondition condition : node.conditions()) {
            FindingCode code = PRESSURES.get(condition.type());
            if (code != null && condition.status().equals("True")) {
                report.accept(condition(code, node, condition));
            }
        }
    }

    private static Symptom condition(FindingCode code, NodeFacts node, NodeCondition condition) {
        String value = condition.status() + (condition.message().isEmpty() ? "" : ": " + Redaction.of(condition.message()));
        return Symptom.ofNode(code, node.name(), code.meaning(), ref(node), "status.conditions[" + condition.type() + "]", value).at(condition.since());
    }

    private static void gone(Scene scene, Consumer<Symptom> report) {
        if (!scene.view.live(Source.NODES)) {
            return;
        }
        for (String name : scene.memory.everEligible()) {
            if (!scene.nodes.containsKey(name)) {
                report.accept(Symptom.ofNode(
                        FindingCode.NODE_SET_CHANGED, name, "the node was deleted during the wait, so it is not waited for", "Node " + name, "object", "gone"));
            }
        }
    }

    private static String ref(NodeFacts node) {
        return "Node " + node.name();
    }
}

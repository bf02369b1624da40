package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.nodes.ControlPlane;
import io.jenkins.plugins.prepullgate.nodes.Eligibility;
import io.jenkins.plugins.prepullgate.nodes.LastChange;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.nodes.NodeRule;
import io.jenkins.plugins.prepullgate.nodes.Protection;
import java.util.List;
import java.util.function.Consumer;

/**
 * The control plane during a wait. On 2018-01-26 a master that carried a taint but no cordon was waited for and could never finish; it was
 * cordoned by hand and found uncordoned again: so the state is watched as long as the wait lasts.
 */
final class ControlPlaneDetector implements Detector {
    private static final String NODE_CONTROLLER = "kube-controller-manager";

    @Override
    public void look(Scene scene, List<NodeProgress> rows, Consumer<Symptom> report) {
        for (NodeFacts node : scene.nodes.values()) {
            boolean controlPlane = ControlPlane.includes(node);
            if (scene.puller != null && scene.rule == NodeRule.SCHEDULABLE_NODES && scene.expected(node)) {
                unreachable(scene, node, controlPlane, report);
            }
            String before = scene.memory.controlPlane().get(node.name());
            if (before != null) {
                drift(scene, node, before, report);
            }
        }
    }

    private static void unreachable(Scene scene, NodeFacts node, boolean controlPlane, Consumer<Symptom> report) {
        Eligibility eligibility = scene.eligibility.get(node.name());
        // A node that does not answer carries a taint for it that goes when it comes back: that is no hopeless case.
        if (eligibility.eligible() || !node.ready()) {
            return;
        }
        FindingCode code = controlPlane
                ? FindingCode.CP_NOT_CORDONED
                : eligibility.reach() == Eligibility.Reach.TAINTED ? FindingCode.NODE_EXCLUDED_TAINT : FindingCode.NODE_EXCLUDED_SELECTOR;
        String kind = controlPlane ? "control-plane node" : "node";
        report.accept(Symptom.ofNode(
                code,
                node.name(),
                "the prepuller waits for every node that is not cordoned, but its pods cannot run on this " + kind + ": " + eligibility.why(),
                "Node " + node.name(),
                "spec.unschedulable, spec.taints",
                "unschedulable=" + node.unschedulable() + ", taints=" + node.taints()).deciding());
    }

    /**
     * A lost protection. It decides where it changes what is waited for: a lost taint lets pods onto the node, a lost cordon makes the old
     * prepuller wait for it. A tainted master that is uncordoned under a modern puller is only told.
     */
    private static void drift(Scene scene, NodeFacts node, String before, Consumer<Symptom> report) {
        Protection then = Protection.parse(before);
        Protection now = Protection.of(node);
        if (then.equals(now) || !now.weakerThan(then)) {
            return;
        }
        String who = author(node.lastChange());
        Symptom symptom = Symptom.ofNode(
                FindingCode.CP_DRIFT_DURING_WAIT,
                node.name(),
                "the control-plane node " + now.lostSince(then) + " during the wait" + who + "; it is now " + now.words(),
                "Node " + node.name(),
                "spec.unschedulable, spec.taints",
                now.words());
        boolean matters = then.taint().isEmpty() == now.taint().isEmpty() ? scene.rule == NodeRule.SCHEDULABLE_NODES : now.taint().isEmpty();
        report.accept(scene.policy.driftFails() && matters ? symptom.deciding() : symptom);
    }

    /**
     * Who did it, as far as the API server says. It keeps the owners of fields that are there: whoever takes a cordon away leaves no trace but the
     * node controller's, which removes the cordon's taint a moment later and is not to blame.
     */
    private static String author(LastChange change) {
        if (change == null) {
            return "";
        }
        String by = change.manager().equals(NODE_CONTROLLER) ? "" : ", by " + change.manager();
        return by + (change.at() == null ? "" : (by.isEmpty() ? ", at " : " at ") + change.at());
    }
}

package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.nodes.LastChange;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.nodes.NodeRule;
import io.jenkins.plugins.prepullgate.nodes.Protection;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The control plane's protection during a wait. On 2018-01-26 the master was cordoned by hand and found uncordoned again: so it is watched as long as
 * the wait lasts.
 */
final class ControlPlaneDetector implements Detector {
    private static final String NODE_CONTROLLER = "kube-controller-manager";

    @Override
    public void look(Scene scene, Rows rows, Consumer<Symptom> report) {
        new TreeMap<>(scene.memory.controlPlane()).forEach((name, before) -> {
            NodeFacts node = scene.node(name);
            if (node != null) {
                drift(scene, node, before, report);
            }
        });
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

package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.nodes.ControlPlane;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.nodes.Protection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one assessment hands to the next. */
final class Recollection {
    private Recollection() {}

    static Memory of(Scene scene, List<NodeProgress> rows, Judgement judgement) {
        Memory before = scene.memory;
        Set<String> eligible = new HashSet<>(before.everEligible());
        Set<String> ready = new HashSet<>(before.everReady());
        long score = 0;
        for (NodeProgress row : rows) {
            if (row.expected()) {
                eligible.add(row.node());
            }
            if (row.state() == NodeState.READY) {
                ready.add(row.node());
            }
            score += score(row);
        }
        boolean further = score > before.bestScore();
        return new Memory(
                before.startedAt(),
                scene.puller == null ? before.pullerUid() : scene.puller.uid(),
                judgement.sightings(),
                pullErrors(scene, rows),
                eligible,
                ready,
                protections(scene),
                Math.max(score, before.bestScore()),
                further ? scene.now : before.progressAt(),
                before.atStart());
    }

    /** Every image that a node has, and every pod that appears, is a step forward. */
    private static long score(NodeProgress row) {
        return switch (row.state()) {
            case EXCLUDED, AWAITING_POD, LOST -> 0;
            case READY -> 1000;
            default -> 1 + row.step();
        };
    }

    /** The last known cause per node and image, for kubelets that forget it. */
    private static Map<String, String> pullErrors(Scene scene, List<NodeProgress> rows) {
        Map<String, String> errors = new HashMap<>();
        for (NodeProgress row : rows) {
            if (row.state() != NodeState.BACKING_OFF) {
                continue;
            }
            scene.failureOn(row.node())
                    .filter(failure -> !failure.cause().isEmpty())
                    .ifPresent(failure -> errors.put(PullFailure.key(row.node(), row.image()), failure.cause()));
        }
        return errors;
    }

    /** The strongest protection that each control-plane node has had: one that is cordoned during the wait counts as cordoned from then on. */
    private static Map<String, String> protections(Scene scene) {
        Map<String, String> known = new HashMap<>(scene.memory.controlPlane());
        Set<String> present = new HashSet<>();
        for (NodeFacts node : scene.nodes.values()) {
            present.add(node.name());
            if (ControlPlane.includes(node)) {
                Protection now = Protection.of(node);
                known.merge(node.name(), now.text(), (old, ignored) -> Protection.parse(old).strengthenedBy(now).text());
            }
        }
        if (scene.view.live(Source.NODES)) {
            known.keySet().retainAll(present);
        }
        return known;
    }
}

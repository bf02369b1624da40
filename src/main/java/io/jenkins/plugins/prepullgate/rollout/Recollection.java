package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.nodes.Protection;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** What one assessment hands to the next. */
final class Recollection {
    private Recollection() {}

    static Memory of(Scene scene, Rows rows, Judgement judgement) {
        Memory before = scene.memory;
        BitSet eligible = new BitSet();
        BitSet ready = new BitSet();
        rows.changed((site, row) -> {
            eligible.set(site.number(), row.expected());
            ready.set(site.number(), row.state() == NodeState.READY);
        });
        boolean further = rows.score() > before.bestScore();
        return new Memory(
                before.startedAt(),
                scene.puller == null ? before.pullerUid() : scene.puller.uid(),
                judgement.sightings(),
                pullErrors(rows),
                NameSet.of(before.everEligible(), scene.sites.numbers()).plus(eligible),
                NameSet.of(before.everReady(), scene.sites.numbers()).plus(ready),
                protections(scene),
                Math.max(rows.score(), before.bestScore()),
                further ? scene.now : before.progressAt(),
                before.atStart());
    }

    /** The last known cause per node and image, for kubelets that forget it. */
    private static Map<String, String> pullErrors(Rows rows) {
        Map<String, String> errors = new HashMap<>();
        for (NodeProgress row : rows.in(NodeState.BACKING_OFF)) {
            PullFailure failure = rows.failure(row.node());
            if (failure != null && !failure.cause().isEmpty()) {
                errors.put(PullFailure.key(row.node(), row.image()), failure.cause());
            }
        }
        return errors;
    }

    /** The strongest protection that each control-plane node has had: one that is cordoned during the wait counts as cordoned from then on. */
    private static Map<String, String> protections(Scene scene) {
        Map<String, String> known = new HashMap<>(scene.memory.controlPlane());
        scene.sites.controlPlane().forEach((name, node) -> {
            Protection now = Protection.of(node);
            known.merge(name, now.text(), (old, ignored) -> Protection.parse(old).strengthenedBy(now).text());
        });
        if (scene.view.live(Source.NODES)) {
            known.keySet().removeIf(name -> scene.node(name) == null);
        }
        return known;
    }
}

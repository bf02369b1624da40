package io.jenkins.plugins.prepullgate.rollout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What each node's kubelet has to pull, in its order: it takes one pull after the other unless it is told otherwise ({@code serializeImagePulls}). Known are
 * the pulls of this namespace: events of other namespaces are not read, since that would need more rights.
 *
 * <p>A pull that began earlier and has no end is ahead of a later one, unless the node has finished one that began after it: then pulls do not
 * queue there, or the earlier one was lost with its kubelet, and in both cases nobody waits for it.
 */
final class NodeQueue {
    private static final NodeQueue EMPTY = new NodeQueue();

    /** Oldest first. */
    private final List<PullRecord> open = new ArrayList<>();
    /** When the last pull began that is known to have ended; null when none is. */
    private Instant passed;

    private NodeQueue() {}

    /** The queues by node. */
    static Map<String, NodeQueue> of(Scene scene) {
        Map<String, NodeQueue> queues = new HashMap<>();
        for (PullRecord pull : PullRecord.of(scene.view.events(), scene::nodeOf)) {
            NodeQueue queue = queues.computeIfAbsent(pull.node(), n -> new NodeQueue());
            if (pull.open() && !scene.over(pull)) {
                queue.open.add(pull);
            } else if (queue.passed == null || pull.since().isAfter(queue.passed)) {
                queue.passed = pull.since();
            }
        }
        return queues;
    }

    static NodeQueue orEmpty(NodeQueue known) {
        return known == null ? EMPTY : known;
    }

    /**
     * The pull that the node is at while that of the container waits; empty when it waits for none that is known.
     *
     * @param container in the pod with that uid
     */
    Optional<PullRecord> aheadOf(String podUid, String container) {
        Optional<PullRecord> own = own(podUid, container);
        return own.flatMap(mine -> open.stream().filter(pull -> pull.since().isBefore(mine.since())).filter(this::stillInTheWay).findFirst());
    }

    /** The pull of that container; empty when no event tells of it. */
    Optional<PullRecord> own(String podUid, String container) {
        return open.stream().filter(pull -> pull.begun().objectUid().equals(podUid) && pull.begun().container().equals(container)).findFirst();
    }

    /** How many pulls began after this one and have not ended. */
    long behind(PullRecord pull) {
        return stillInTheWay(pull) ? open.stream().filter(other -> other.since().isAfter(pull.since())).count() : 0;
    }

    private boolean stillInTheWay(PullRecord pull) {
        return passed == null || !passed.isAfter(pull.since());
    }
}

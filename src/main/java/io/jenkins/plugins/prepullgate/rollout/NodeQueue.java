package io.jenkins.plugins.prepullgate.rollout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one node's kubelet has to pull, in its order: it takes one pull after the other unless it is told otherwise ({@code serializeImagePulls}). Known are
 * the pulls of this namespace: events of other namespaces are not read, since that would need more rights.
 *
 * <p>A pull that began earlier and has no end is ahead of a later one, unless the node has ended one that began after it: then pulls do not
 * queue there, or the earlier one was lost with its kubelet, and in both cases nobody waits for it.
 */
final class NodeQueue {
    private static final NodeQueue EMPTY = new NodeQueue();

    /** Oldest first. */
    private final List<PullRecord> open = new ArrayList<>();

    private final List<PullRecord> ended = new ArrayList<>();

    private NodeQueue() {}

    /** The queues by node. */
    static Map<String, NodeQueue> of(Scene scene) {
        Map<String, NodeQueue> queues = new HashMap<>();
        for (PullRecord pull : PullRecord.of(scene.view.events(), scene::nodeOf)) {
            NodeQueue queue = queues.computeIfAbsent(pull.node(), n -> new NodeQueue());
            (pull.open() && !scene.over(pull) ? queue.open : queue.ended).add(pull);
        }
        return queues;
    }

    static NodeQueue orEmpty(NodeQueue known) {
        return known == null ? EMPTY : known;
    }

    /**
     * The pulls that the container's waits for, the one that the node is at first; empty when it waits for none that is known.
     *
     * @param podUid of the container's pod
     */
    List<PullRecord> before(String podUid, String container) {
        return own(podUid, container)
                .map(mine -> open.stream().filter(pull -> pull.since().isBefore(mine.since()) && inTheWay(pull)).toList())
                .orElse(List.of());
    }

    /** Since when the container's pull waits for no other, as far as is known; empty when no event tells of it. */
    Optional<Instant> turn(String podUid, String container) {
        return own(podUid, container).map(mine -> ended.stream()
                .filter(pull -> pull.since().isBefore(mine.since()) && pull.ended() != null)
                .map(pull -> pull.ended().last())
                .filter(mine.since()::isBefore)
                .max(Comparator.naturalOrder())
                .orElse(mine.since()));
    }

    /** How many pulls wait for this one. */
    long behind(PullRecord pull) {
        return inTheWay(pull) ? open.stream().filter(other -> other.since().isAfter(pull.since())).count() : 0;
    }

    /** The pull of that container, unless it has ended; empty when no event tells of it. */
    Optional<PullRecord> own(String podUid, String container) {
        return open.stream().filter(pull -> pull.begun().objectUid().equals(podUid) && pull.begun().container().equals(container)).findFirst();
    }

    private boolean inTheWay(PullRecord pull) {
        return ended.stream().noneMatch(other -> other.since().isAfter(pull.since()));
    }
}

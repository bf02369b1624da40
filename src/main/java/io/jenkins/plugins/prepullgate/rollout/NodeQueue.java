package io.jenkins.plugins.prepullgate.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one node's kubelet has to pull, in its order: it takes one pull after the other unless it is told otherwise
 * ({@code serializeImagePulls}), which shows where a pull
 * has not waited although another was under way; most nodes of a cluster are alike. Known are the pulls of this namespace: events of other
 * namespaces are not read, since that would need more rights.
 *
 * <p>A pull that began earlier and has no end is ahead of a later one, unless the node has ended one that began after it: then pulls do not
 * queue there, or the earlier one was lost with its kubelet, and in both cases nobody waits for it.
 */
final class NodeQueue {
    private static final NodeQueue EMPTY = new NodeQueue(new Known());
    /** Less is no waiting, and no overlap: some times are whole seconds. */
    private static final Duration MOMENT = Duration.ofSeconds(2);

    /** Oldest first. */
    private final List<PullRecord> open = new ArrayList<>();

    private final List<PullRecord> ended = new ArrayList<>();

    private final Known known;

    private NodeQueue(Known known) {
        this.known = known;
    }

    /** The queues by node. */
    static Map<String, NodeQueue> of(Scene scene) {
        Map<String, NodeQueue> queues = new HashMap<>();
        for (PullRecord pull : PullRecord.of(scene.view.events(), scene::nodeOf)) {
            NodeQueue queue = queues.computeIfAbsent(pull.node(), n -> new NodeQueue(scene.known));
            if (!pull.open()) {
                queue.ended.add(pull);
            } else if (!scene.over(pull)) {
                queue.open.add(pull);
            }
        }
        long oneByOne = queues.values().stream().filter(NodeQueue::oneByOne).count();
        long atOnce = queues.values().stream().filter(NodeQueue::atOnce).count();
        queues.values().removeIf(queue -> queue.atOnce() || !queue.oneByOne() && atOnce > oneByOne);
        return queues;
    }

    /** Whether a pull of the node had to wait. */
    private boolean oneByOne() {
        return ended.stream().map(this::pulled).flatMap(Optional::stream).anyMatch(pull -> pull.queued().compareTo(MOMENT) > 0);
    }

    /** Whether a pull of the node had not to wait although another one was under way. */
    private boolean atOnce() {
        return ended.stream().filter(this::unhindered).anyMatch(pull -> ended.stream().anyMatch(other ->
                other.since().isBefore(pull.since()) && other.ended().last().isAfter(pull.since().plus(MOMENT))));
    }

    private boolean unhindered(PullRecord pull) {
        return pulled(pull).filter(p -> p.queued().compareTo(MOMENT) < 0 && p.pulling().compareTo(MOMENT) > 0).isPresent();
    }

    private Optional<PulledEvent> pulled(PullRecord pull) {
        return known.pulled(pull.ended());
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
                .filter(pull -> pull.since().isBefore(mine.since()))
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

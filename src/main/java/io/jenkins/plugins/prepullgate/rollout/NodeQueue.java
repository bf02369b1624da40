package io.jenkins.plugins.prepullgate.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What one node's kubelet has to pull, in its order: it takes one pull after the other unless it is told otherwise ({@code serializeImagePulls}),
 * which shows where a pull has not waited although another was under way; most nodes of a cluster are alike. Known are the pulls of this namespace:
 * events of other namespaces are not read, since that would need more rights.
 *
 * <p>A pull that began earlier and has no end is ahead of a later one, unless the node has ended one that began after it: then pulls do not
 * queue there, or the earlier one was lost with its kubelet, and in both cases nobody waits for it.
 */
final class NodeQueue {
    static final NodeQueue EMPTY = new NodeQueue(List.of(), List.of());
    /** Less is no waiting, and no overlap: some times are whole seconds. */
    private static final Duration MOMENT = Duration.ofSeconds(2);

    /** Oldest first. */
    private final List<PullRecord> open;

    private final List<PullRecord> ended;
    private final boolean oneByOne;
    private final boolean atOnce;

    private NodeQueue(List<PullRecord> open, List<PullRecord> ended) {
        this.open = open;
        this.ended = ended;
        boolean waited = false;
        boolean overlapping = false;
        for (PullRecord pull : ended) {
            Optional<PulledEvent> told = PulledEvent.parse(pull.ended());
            waited |= told.filter(end -> end.queued().compareTo(MOMENT) > 0).isPresent();
            overlapping |= told.filter(NodeQueue::unhindered).isPresent() && overlapped(pull);
        }
        this.oneByOne = waited;
        this.atOnce = overlapping;
    }

    /**
     * The queue that these pulls of a node make.
     *
     * @param over whether a pull has come to an end of which no event is known
     */
    static NodeQueue of(List<PullRecord> pulls, Predicate<PullRecord> over) {
        List<PullRecord> sorted = pulls.stream().sorted(PullRecord.OLDEST).toList();
        return new NodeQueue(
                sorted.stream().filter(pull -> pull.open() && !over.test(pull)).toList(), sorted.stream().filter(pull -> !pull.open()).toList());
    }

    /** Whether a pull of the node had to wait. */
    boolean oneByOne() {
        return oneByOne;
    }

    /** Whether a pull of the node had not to wait although another one was under way. */
    boolean atOnce() {
        return atOnce;
    }

    private boolean overlapped(PullRecord pull) {
        return ended.stream().anyMatch(other -> other.since().isBefore(pull.since()) && other.ended().last().isAfter(pull.since().plus(MOMENT)));
    }

    private static boolean unhindered(PulledEvent end) {
        return end.queued().compareTo(MOMENT) < 0 && end.pulling().compareTo(MOMENT) > 0;
    }

    /** The pulls that this one waits for, the one that the node is at first; empty when it waits for none that is known. */
    List<PullRecord> before(PullRecord pull) {
        return open.stream().filter(other -> other.since().isBefore(pull.since()) && inTheWay(other)).toList();
    }

    /** Since when the pull waits for no other, as far as is known. */
    Instant turn(PullRecord pull) {
        return ended.stream()
                .filter(other -> other.since().isBefore(pull.since()))
                .map(other -> other.ended().last())
                .filter(pull.since()::isBefore)
                .max(Comparator.naturalOrder())
                .orElse(pull.since());
    }

    /** How many pulls wait for this one. */
    long behind(PullRecord pull) {
        return inTheWay(pull) ? open.stream().filter(other -> other.since().isAfter(pull.since())).count() : 0;
    }

    /** The pull of that container of a pod, unless it has ended; empty when no event tells of it. */
    Optional<PullRecord> own(String podUid, String container) {
        return open.stream().filter(pull -> pull.begun().objectUid().equals(podUid) && pull.begun().container().equals(container)).findFirst();
    }

    private boolean inTheWay(PullRecord pull) {
        return ended.stream().noneMatch(other -> other.since().isAfter(pull.since()));
    }
}

package io.jenkins.plugins.prepullgate.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The pull that a node's puller pod is at, among the others of its node.
 *
 * @param queue the node's
 * @param before the pulls that it waits for, the one that the node is at first
 * @param since since when the node is at this pull, rather than at one before it; null when no event tells of it
 * @param behind how many other pulls wait for it
 */
record PullTurn(NodeQueue queue, List<PullRecord> before, Instant since, long behind) {
    private static final PullTurn UNTOLD = new PullTurn(NodeQueue.EMPTY, List.of(), null, 0);

    static PullTurn of(NodeQueue queue, PodFacts pod, PullPosition position) {
        Optional<PullRecord> own = queue.own(pod.uid(), position.container().name());
        return own.map(pull -> new PullTurn(queue, queue.before(pull), queue.turn(pull), queue.behind(pull)))
                .orElse(queue == NodeQueue.EMPTY ? UNTOLD : new PullTurn(queue, List.of(), null, 0));
    }
}

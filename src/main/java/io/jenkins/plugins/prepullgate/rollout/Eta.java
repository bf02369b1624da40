package io.jenkins.plugins.prepullgate.rollout;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How long a rollout will still take: the longest of its nodes, each being what is left of the image it is at plus the images that follow,
 * by the times that other nodes needed. Empty as long as one of those times is unknown: a guess is worse than none.
 */
final class Eta {
    private Eta() {}

    /** The rows, each with its own estimate where there is ground for one. */
    static List<NodeProgress> each(Scene scene, List<NodeProgress> rows) {
        PullTimes times = scene.pullTimes();
        return rows.stream()
                .map(row -> row.expected() && row.state() != NodeState.READY ? row.withEta(left(scene, row, times).orElse(null)) : row)
                .toList();
    }

    /** The estimate for all of them together; null without one, or with none to wait for. */
    static Duration longest(List<NodeProgress> rows) {
        List<NodeProgress> missing = rows.stream().filter(r -> r.expected() && r.state() != NodeState.READY).toList();
        return missing.isEmpty() || missing.stream().anyMatch(r -> r.eta() == null)
                ? null
                : missing.stream().map(NodeProgress::eta).max(Comparator.naturalOrder()).orElseThrow();
    }

    private static Optional<Duration> left(Scene scene, NodeProgress row, PullTimes times) {
        boolean moving = row.state() == NodeState.PULLING || row.state() == NodeState.STARTING;
        if (!moving || row.step() == 0) {
            return Optional.empty();
        }
        List<ContainerSpec> order = scene.puller.template().inPullOrder();
        Duration total = Duration.ZERO;
        for (int i = row.step() - 1; i < order.size(); i++) {
            Optional<Duration> median = times.median(order.get(i).image());
            if (median.isEmpty()) {
                return Optional.empty();
            }
            total = total.plus(median.get());
        }
        if (row.since() != null) {
            Duration elapsed = Duration.between(row.since(), scene.now);
            Duration current = times.median(row.image()).orElse(Duration.ZERO);
            if (elapsed.compareTo(current.multipliedBy(2).plusSeconds(5)) > 0) {
                return Optional.empty();
            }
            total = total.minus(elapsed.compareTo(current) > 0 ? current : elapsed.isNegative() ? Duration.ZERO : elapsed);
        }
        return Optional.of(total);
    }
}

package io.jenkins.plugins.prepullgate.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How long a rollout will still take: the longest of its nodes, each being what is left of the pulls before its own, of the image it is at, and of
 * the images that follow, as {@link Forecast} has it. Empty as long as one of those times is unknown: a guess is worse than none.
 */
final class Eta {
    /** What is overdue is not done: this part of what was expected is said to be left. */
    private static final int OVERDUE = 10;
    /** Beyond twice what was expected. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Scene scene;
    private final Forecast forecast;

    Eta(Scene scene) {
        this.scene = scene;
        this.forecast = scene.forecast();
    }

    /** The estimate for all of them together; null without one, or with none to wait for. */
    static Duration longest(List<NodeProgress> rows) {
        List<NodeProgress> missing = rows.stream().filter(NodeProgress::missing).toList();
        return missing.isEmpty() || missing.stream().anyMatch(r -> r.eta() == null)
                ? null
                : missing.stream().map(NodeProgress::eta).max(Comparator.naturalOrder()).orElseThrow();
    }

    /** For one node, in whole seconds; null where there is no ground for a number. */
    Duration left(NodeProgress row) {
        boolean moving = row.state() == NodeState.PULLING || row.state() == NodeState.STARTING;
        if (!moving || row.step() == 0) {
            return null;
        }
        Optional<Duration> ahead = ahead(row);
        Optional<Duration> following = following(row);
        return ahead.flatMap(first -> following.flatMap(last -> current(row).map(own -> inSeconds(first.plus(own).plus(last))))).orElse(null);
    }

    private static Duration inSeconds(Duration time) {
        return Duration.ofSeconds(Math.round(time.toMillis() / 1000.0));
    }

    /** What is left of the pulls that the node's own waits for. */
    private Optional<Duration> ahead(NodeProgress row) {
        Duration total = Duration.ZERO;
        boolean first = true;
        PullTurn turn = scene.turn(row.node());
        for (PullRecord pull : turn == null ? List.<PullRecord>of() : turn.before()) {
            Optional<Duration> whole = forecast.pull(row.node(), pull.image());
            Optional<Duration> left = first ? whole.flatMap(time -> remaining(time, Duration.between(scene.ours(pull.since()), scene.now))) : whole;
            if (left.isEmpty()) {
                return Optional.empty();
            }
            total = total.plus(left.get());
            first = false;
        }
        return Optional.of(total);
    }

    private Optional<Duration> current(NodeProgress row) {
        boolean another = row.pull().behind().equals(row.image());
        Optional<Duration> pull = another ? Optional.of(Duration.ZERO) : forecast.pull(row.node(), row.image());
        Optional<Duration> turn = pull.map(time -> time.plus(forecast.overhead()));
        Instant since = scene.pullingSince(row);
        return since == null || row.pull().queued() ? turn : turn.flatMap(time -> remaining(time, Duration.between(scene.ours(since), scene.now)));
    }

    private Optional<Duration> following(NodeProgress row) {
        PullPlan plan = scene.sites.plan();
        Duration total = Duration.ofNanos((plan.steps() - row.step()) * forecast.overhead().toNanos());
        for (String image : plan.after(row.step())) {
            Optional<Duration> time = forecast.pull(row.node(), image);
            if (time.isEmpty()) {
                return Optional.empty();
            }
            total = total.plus(time.get());
        }
        return Optional.of(total);
    }

    /** Empty when it takes so much longer than expected that the expectation must be wrong. */
    private static Optional<Duration> remaining(Duration expected, Duration elapsed) {
        if (elapsed.compareTo(expected.plus(expected).plus(GRACE)) > 0) {
            return Optional.empty();
        }
        Duration left = elapsed.isNegative() ? expected : expected.minus(elapsed);
        Duration least = Duration.ofMillis(expected.toMillis() / OVERDUE);
        return Optional.of(left.compareTo(least) < 0 ? least : left);
    }
}

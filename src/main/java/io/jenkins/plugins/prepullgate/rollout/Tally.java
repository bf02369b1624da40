package io.jenkins.plugins.prepullgate.rollout;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many nodes are where.
 *
 * @param ready nodes that have everything
 * @param expected nodes that are waited for
 * @param byState how many are in each state; states without nodes are left out
 */
public record Tally(int ready, int expected, Map<NodeState, Integer> byState) {
    public Tally {
        byState = Map.copyOf(byState);
    }

    static Tally of(List<NodeProgress> rows) {
        Map<NodeState, Integer> counts = new EnumMap<>(NodeState.class);
        rows.forEach(row -> counts.merge(row.state(), 1, Integer::sum));
        int expected = rows.size() - counts.getOrDefault(NodeState.EXCLUDED, 0);
        return new Tally(counts.getOrDefault(NodeState.READY, 0), expected, counts);
    }

    /** The counters alone, when pods or nodes may not be read. */
    static Tally ofCounters(DaemonSetStatus status) {
        int ready = Math.min(status.ready(), status.updated());
        return new Tally(Math.min(ready, status.desired()), status.desired(), Map.of());
    }

    public int in(NodeState state) {
        return byState.getOrDefault(state, 0);
    }

    public int missing() {
        return Math.max(0, expected - ready);
    }
}

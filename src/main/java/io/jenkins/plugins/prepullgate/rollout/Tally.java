package io.jenkins.plugins.prepullgate.rollout;

import java.util.EnumMap;
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

    /** @param counts how many nodes are in each state, by its ordinal */
    static Tally of(int[] counts) {
        Map<NodeState, Integer> byState = new EnumMap<>(NodeState.class);
        int all = 0;
        for (NodeState state : NodeState.values()) {
            int count = counts[state.ordinal()];
            all += count;
            if (count > 0) {
                byState.put(state, count);
            }
        }
        return new Tally(counts[NodeState.READY.ordinal()], all - counts[NodeState.EXCLUDED.ordinal()], byState);
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

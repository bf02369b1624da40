package io.jenkins.plugins.prepullgate.gate;

import io.jenkins.plugins.prepullgate.rollout.Assessment;
import java.util.concurrent.TimeUnit;

/**
 * How often one wait looks when much happens at once. The first change after a quiet time is judged at once; of a burst, all that comes within the
 * gap after a look is judged by the next one. The gap grows with what a look costs, so that judging thousands of nodes takes a fourth of a thread and no
 * more; and as long as so many are missing that they cannot all come within a tenth of a second, a twentieth, up to ten looks a second. When few nodes are
 * left, little happens, and the next change may be the last: then a look may take half of a thread, and changes that come one after the other, such as
 * those of a pod that becomes ready, wait for no more than a millisecond.
 */
final class Pace {
    private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long SHORTEST_AT_THE_END = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int TIMES_COST = 4;
    private static final int TIMES_COST_OF_MANY = 20;
    private static final int MANY_NODES = 500;
    private static final int FEW_NODES = 10;

    private Pace() {}

    /**
     * The time between two looks.
     *
     * @param cost what the last look took, in nanoseconds
     * @param last what it found; null before there was one
     * @return nanoseconds
     */
    static long gap(long cost, Assessment last) {
        if (last == null || last.puller() == null) {
            return between(SHORTEST, TIMES_COST * cost);
        }
        int missing = last.tally().missing();
        if (missing <= FEW_NODES) {
            return between(SHORTEST_AT_THE_END, cost);
        }
        return between(SHORTEST, (missing > MANY_NODES ? TIMES_COST_OF_MANY : TIMES_COST) * cost);
    }

    private static long between(long shortest, long gap) {
        return Math.min(LONGEST, Math.max(shortest, gap));
    }
}

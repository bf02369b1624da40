package io.jenkins.plugins.prepullgate.report;

import io.jenkins.plugins.prepullgate.report.History.Turn;
import io.jenkins.plugins.prepullgate.report.Timeline.Count;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;

/** How many nodes were in which condition over time: what a picture shows of a cluster that is too large for a lane per node. */
final class Crowd {
    private static final int COLUMNS = 120;
    private static final int READY = 0;
    private static final int WORKING = 1;
    private static final int WAITING = 2;
    private static final int TROUBLE = 3;

    private Crowd() {}

    /**
     * The counts over time.
     *
     * @param after turns an instant into milliseconds after the start
     * @param end of the picture, in milliseconds after the start
     */
    static List<Count> of(Collection<List<Turn>> nodes, ToLongFunction<Instant> after, long end) {
        // Each turn moves one node from one count to another at its column; summing the moves up from the left gives the counts.
        int[][] moves = new int[COLUMNS + 1][4];
        for (List<Turn> turns : nodes) {
            int before = -1;
            for (Turn turn : turns) {
                int column = end == 0 ? COLUMNS : (int) Math.min(COLUMNS, (after.applyAsLong(turn.at()) * COLUMNS + end - 1) / end);
                if (before >= 0) {
                    moves[column][before]--;
                }
                before = kind(turn.state());
                if (before >= 0) {
                    moves[column][before]++;
                }
            }
        }
        return counts(moves, end);
    }

    private static List<Count> counts(int[][] moves, long end) {
        List<Count> counts = new ArrayList<>();
        int[] sum = new int[4];
        Count last = null;
        for (int column = 0; column <= COLUMNS; column++) {
            for (int kind = 0; kind < sum.length; kind++) {
                sum[kind] += moves[column][kind];
            }
            Count count = new Count(end * column / COLUMNS, sum[READY], sum[WORKING], sum[WAITING], sum[TROUBLE]);
            if (last == null || !same(last, count) || column == COLUMNS) {
                counts.add(count);
                last = count;
            }
        }
        return counts;
    }

    private static boolean same(Count one, Count other) {
        return one.ready() == other.ready() && one.working() == other.working() && one.waiting() == other.waiting()
                && one.trouble() == other.trouble();
    }

    /** -1 for a node that is gone or not counted. */
    private static int kind(NodeState state) {
        if (state == null) {
            return -1;
        }
        return switch (state) {
            case READY -> READY;
            case PULLING, STARTING -> WORKING;
            case AWAITING_POD, UNSCHEDULED -> WAITING;
            case BACKING_OFF, FAILED, LOST -> TROUBLE;
            case EXCLUDED -> -1;
        };
    }
}

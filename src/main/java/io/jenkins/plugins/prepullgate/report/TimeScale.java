package io.jenkins.plugins.prepullgate.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Maps moments to places on a picture. Times are milliseconds after the start. */
final class TimeScale {
    private static final int[] STEPS = {200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000,
            3_600_000};
    private static final int MOST_TICKS = 9;
    /** The end of the budget is drawn to scale unless it is so far away that what happened would become too small. */
    private static final int BUDGET_AT_MOST = 2;

    private final long length;
    private final double left;
    private final double right;

    private TimeScale(long length, double left, double right) {
        this.length = length;
        this.left = left;
        this.right = right;
    }

    /** @param end of what happened, which is always shown */
    static TimeScale of(long end, long budget, double left, double right) {
        long shown = budget <= end * BUDGET_AT_MOST ? Math.max(end, budget) : end + end / 25;
        return new TimeScale(Math.max(1000, shown), left, right);
    }

    boolean shows(long moment) {
        return moment <= length;
    }

    double x(long moment) {
        return left + (right - left) * Math.max(0, Math.min(moment, length)) / length;
    }

    /** Round moments, from 0. */
    List<Long> ticks() {
        long step = Arrays.stream(STEPS).filter(each -> length / each <= MOST_TICKS).findFirst().orElse(STEPS[STEPS.length - 1]);
        step *= Math.max(1, length / step / MOST_TICKS);
        List<Long> ticks = new ArrayList<>();
        for (long tick = 0; tick <= length; tick += step) {
            ticks.add(tick);
        }
        return ticks;
    }
}

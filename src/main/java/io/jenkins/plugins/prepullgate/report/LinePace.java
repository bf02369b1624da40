package io.jenkins.plugins.prepullgate.report;

import java.time.Duration;
import java.time.Instant;

/** Limits the lines of a log: a handful at once, then one every few seconds, so that a thousand nodes do not drown whoever reads it. */
final class LinePace {
    private static final int AT_ONCE = 20;
    private static final Duration AFTERWARDS = Duration.ofSeconds(5);

    private int left = AT_ONCE;
    private Instant refilled;

    /** Whether a line may be written now; if so, it counts as written. */
    boolean take(Instant now) {
        if (refilled == null) {
            refilled = now;
        }
        long earned = Math.max(0, Duration.between(refilled, now).toMillis() / AFTERWARDS.toMillis());
        refilled = refilled.plus(AFTERWARDS.multipliedBy(earned));
        left = (int) Math.min(AT_ONCE, left + earned);
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }
}

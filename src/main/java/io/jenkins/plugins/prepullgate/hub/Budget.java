package io.jenkins.plugins.prepullgate.hub;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A limited time, which starts to run when the object is made. */
final class Budget {
    private final long begun = System.nanoTime();
    private final Duration whole;

    Budget(Duration whole) {
        this.whole = whole;
    }

    Duration whole() {
        return whole;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Never negative. */
    Duration left() {
        Duration left = whole.minus(elapsed());
        return left.isNegative() ? Duration.ZERO : left;
    }

    boolean spent() {
        return left().isZero();
    }

    /** Waits for that time, but not beyond the end of the budget. */
    void pause(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(Math.min(time.toNanos(), left().toNanos()));
    }
}

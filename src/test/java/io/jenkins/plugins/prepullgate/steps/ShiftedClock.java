package io.jenkins.plugins.prepullgate.steps;

import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A controller's clock that runs as the real one does, from a moment of its own. Time can be let pass, and somebody can set the clock. */
final class ShiftedClock implements InstantSource {
    private final long begun = System.nanoTime();
    private volatile Duration passed = Duration.ZERO;
    private volatile Duration set = Duration.ZERO;

    /** So much time passes at once. */
    void forward(Duration by) {
        passed = passed.plus(by);
    }

    /** The clock is put forward, or back, while no time passes. */
    void set(Duration by) {
        set = set.plus(by);
    }

    /** The time that has passed. */
    long nanos() {
        return System.nanoTime() - begun + passed.toNanos();
    }

    @Override
    public Instant instant() {
        return ViewBuilder.START.plusNanos(nanos()).plus(set);
    }
}

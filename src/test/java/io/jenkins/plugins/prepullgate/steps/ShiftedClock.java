package io.jenkins.plugins.prepullgate.steps;

import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that runs as the real one does, from a moment of its own, and can be put forward. */
final class ShiftedClock implements InstantSource {
    private final Instant begun = Instant.now();
    private volatile Duration forward = Duration.ZERO;

    void forward(Duration by) {
        forward = forward.plus(by);
    }

    @Override
    public Instant instant() {
        return ViewBuilder.START.plus(Duration.between(begun, Instant.now())).plus(forward);
    }
}

package io.jenkins.plugins.prepullgate.rollout;

import java.time.Instant;
import java.util.Objects;

/**
 * What is remembered of one cause on one node.
 *
 * @param first when it was first true
 * @param last when it was last true
 * @param count how many attempts failed for it
 * @param attempt marks the attempt that was counted last
 */
public record Sighting(Instant first, Instant last, int count, String attempt) {
    public Sighting {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(last, "last");
        Objects.requireNonNull(attempt, "attempt");
    }
}

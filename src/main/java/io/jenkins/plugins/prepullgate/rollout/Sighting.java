package io.jenkins.plugins.prepullgate.rollout;

import java.time.Instant;
import java.util.Objects;

/**
 * What is remembered of one cause on one node.
 *
 * @param first when it was first true
 * @param last when it was last true
 * @param count how many attempts failed for it, by the cluster's own count or by ours, whichever knows of more
 * @param attempt marks the attempt that was counted last
 * @param watched how many of them we have seen fail ourselves; an event and the status that follows it are one
 * @param lastAttempt when the last of them failed; the same as {@code last} for a state that lasts
 */
public record Sighting(Instant first, Instant last, int count, String attempt, int watched, Instant lastAttempt) {
    public Sighting {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(last, "last");
        Objects.requireNonNull(attempt, "attempt");
        Objects.requireNonNull(lastAttempt, "lastAttempt");
    }
}

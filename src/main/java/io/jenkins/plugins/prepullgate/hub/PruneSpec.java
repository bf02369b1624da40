package io.jenkins.plugins.prepullgate.hub;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Which users a hub no longer needs.
 *
 * @param inactiveSince those who were last active before this; who never was counts by the time of creation
 * @param delete whether they are deleted; otherwise only counted
 * @param atMost when there are more, none is deleted: a mistake in the date is not to cost everybody
 * @param perSecond users deleted per second at most; 0 for as fast as the hub bears
 * @param budget for all of it
 */
public record PruneSpec(Instant inactiveSince, boolean delete, int atMost, int perSecond, Duration budget) {
    public PruneSpec {
        Objects.requireNonNull(inactiveSince, "inactiveSince");
        Objects.requireNonNull(budget, "budget");
        if (atMost < 0 || perSecond < 0) {
            throw new IllegalArgumentException("the largest number and the rate must not be negative");
        }
    }
}

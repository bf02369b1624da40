package io.jenkins.plugins.prepullgate.hub;

import java.time.Duration;
import java.util.Objects;

/**
 * How far a piece of work with a hub is.
 *
 * @param doing what is being done, such as {@code routes checked}
 * @param done of {@code total}; both 0 where nothing can be counted
 * @param total how many there are
 * @param detail what else is worth telling; may be empty
 * @param elapsed since the beginning of the whole
 * @param budget for the whole; null where there is none
 * @param left until this stage is done; null where it cannot be estimated
 */
public record HubProgress(String doing, int done, int total, String detail, Duration elapsed, Duration budget, Duration left) {
    public HubProgress {
        Objects.requireNonNull(doing, "doing");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(elapsed, "elapsed");
    }

    /** At the pace so far; null before anything is done and after all is. */
    static Duration estimate(Duration took, int done, int total) {
        return done <= 0 || done >= total ? null : took.multipliedBy(total - done).dividedBy(done);
    }
}

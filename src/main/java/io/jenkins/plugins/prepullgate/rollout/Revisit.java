package io.jenkins.plugins.prepullgate.rollout;

import java.time.Instant;

/** Collects the moments that a judgement depends on, and keeps the next one. */
final class Revisit {
    private final Instant now;
    private Instant next;

    Revisit(Instant now) {
        this.now = now;
    }

    /** Whether it is still before {@code moment}; if so, the judgement has to be made again then. */
    boolean before(Instant moment) {
        if (!moment.isAfter(now)) {
            return false;
        }
        next = next == null || moment.isBefore(next) ? moment : next;
        return true;
    }

    /** The next moment; null when there is none. */
    Instant at() {
        return next;
    }
}

package io.jenkins.plugins.prepullgate.rollout;

import java.time.Instant;
import java.util.Objects;

/**
 * How well one part of the cluster is being seen.
 *
 * @param sight what we know of it
 * @param since when that began
 * @param detail the error, in one line; empty when there is none
 */
public record SourceState(Sight sight, Instant since, String detail) {
    /** What we know of a source. */
    public enum Sight {
        /** Not read yet. */
        SYNCING,
        /** Read, and watched ever since. */
        LIVE,
        /** Read once, but the watch is broken: what we show may be old. */
        STALE,
        /** The API server refuses it. */
        FORBIDDEN
    }

    public SourceState {
        Objects.requireNonNull(sight, "sight");
        Objects.requireNonNull(since, "since");
        detail = detail == null ? "" : detail;
    }

    public boolean live() {
        return sight == Sight.LIVE;
    }

    public boolean forbidden() {
        return sight == Sight.FORBIDDEN;
    }
}

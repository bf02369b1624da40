package io.jenkins.plugins.prepullgate.findings;

import java.time.Instant;
import java.util.Objects;

/**
 * One fact, as the cluster stated it, with where and when it was read.
 *
 * @param object the object it stands in, such as {@code Pod jhub/hook-image-puller-x7k2p}
 * @param field where in that object, such as {@code initContainerStatuses[image-pull-singleuser].state.waiting}
 * @param value what stood there, redacted and shortened, never null
 * @param firstSeen when it was first true
 * @param lastSeen when it was last true
 * @param count how many times it was seen, at least 1
 */
public record Evidence(String object, String field, String value, Instant firstSeen, Instant lastSeen, int count) {
    public Evidence {
        Objects.requireNonNull(object, "object");
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(firstSeen, "firstSeen");
        Objects.requireNonNull(lastSeen, "lastSeen");
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, was " + count);
        }
    }

    /** A fact that was seen once, at {@code when}. */
    public static Evidence once(String object, String field, String value, Instant when) {
        return new Evidence(object, field, value, when, when, 1);
    }
}

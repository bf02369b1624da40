package io.jenkins.plugins.prepullgate.hub;

import java.time.Duration;
import java.util.Objects;

/**
 * How routes are asked.
 *
 * @param concurrency requests under way at once, at least 1; never more
 * @param perSecond requests begun per second at most; 0 for no such limit
 * @param timeout for one route, body included
 * @param slowAfter an answer that takes longer is told of
 */
public record RouteSpec(int concurrency, int perSecond, Duration timeout, Duration slowAfter) {
    public static final RouteSpec DEFAULT = new RouteSpec(64, 0, Duration.ofSeconds(10), Duration.ofSeconds(2));
    /** Beyond this a proxy spends its time on accepting us. */
    public static final int MOST = 512;

    public RouteSpec {
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(slowAfter, "slowAfter");
        if (concurrency < 1 || concurrency > MOST) {
            throw new IllegalArgumentException("concurrency must be from 1 to " + MOST + ", was " + concurrency);
        }
        if (perSecond < 0) {
            throw new IllegalArgumentException("the rate must not be negative, was " + perSecond);
        }
    }

    public RouteSpec withConcurrency(int other) {
        return new RouteSpec(other, perSecond, timeout, slowAfter);
    }
}

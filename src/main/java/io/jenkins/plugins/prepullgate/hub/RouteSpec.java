package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.rollout.Redaction;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * How routes are asked.
 *
 * @param concurrency requests under way at once, at least 1; never more
 * @param perSecond requests begun per second at most; 0 for no such limit
 * @param timeout for one route, body included
 * @param slowAfter an answer that takes longer is told of
 * @param domain under which users' servers may lie beside the hub's own host; empty when they lie nowhere else
 */
public record RouteSpec(int concurrency, int perSecond, Duration timeout, Duration slowAfter, String domain) {
    private static final Pattern DOMAIN = Pattern.compile("([a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})*)?");

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
        if (!DOMAIN.matcher(domain).matches()) {
            throw new IllegalArgumentException("'" + Redaction.brief(domain) + "' is no domain; write for example users.example.org");
        }
    }

    /** For a hub whose users' servers all lie on its own host. */
    public RouteSpec(int concurrency, int perSecond, Duration timeout, Duration slowAfter) {
        this(concurrency, perSecond, timeout, slowAfter, "");
    }

    public RouteSpec withConcurrency(int other) {
        return new RouteSpec(other, perSecond, timeout, slowAfter, domain);
    }

    public RouteSpec withDomain(String other) {
        return new RouteSpec(concurrency, perSecond, timeout, slowAfter, other);
    }
}

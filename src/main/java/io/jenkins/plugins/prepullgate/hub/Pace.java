package io.jenkins.plugins.prepullgate.hub;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Leaves a hub time for others between two requests, and keeps to a rate where one is given. */
final class Pace {
    /** A fifth of the time is theirs at least. */
    private static final int SHARE = 4;

    private final int perSecond;
    private final Budget budget;
    private final long begun = System.nanoTime();
    private long done;
    private Duration longest = Duration.ZERO;

    Pace(int perSecond, Budget budget) {
        this.perSecond = perSecond;
        this.budget = budget;
    }

    /** So many things were done by a request that took so long: waits until the next may be sent. */
    void after(int things, Duration took) throws InterruptedException {
        done += things;
        longest = took.compareTo(longest) > 0 ? took : longest;
        long ahead = perSecond == 0 ? 0 : begun + TimeUnit.SECONDS.toNanos(done) / perSecond - System.nanoTime();
        budget.pause(Duration.ofNanos(Math.max(ahead, took.toNanos() / SHARE)));
    }

    /** The longest of all these requests. */
    Duration longest() {
        return longest;
    }
}

package io.jenkins.plugins.prepullgate.hub;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Leaves a hub time for others between two requests, and keeps to a rate where one is given. */
final class Pace {
    /** After a request we pause for a quarter of the time that it took, so that others have the hub for at least a fifth of the time. */
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

    /** Waits until the next request may be sent, after one that changed so many things and took so long. */
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

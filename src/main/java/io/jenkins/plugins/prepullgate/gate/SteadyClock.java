package io.jenkins.plugins.prepullgate.gate;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The time of day as it was when this clock was made, and from then on only as long as has really passed: somebody who sets the machine's clock
 * neither uses up a budget nor prolongs it, and lets no probation pass. Made anew for each wait: one that were kept for months would drift from the
 * time of day with every correction of it.
 */
public final class SteadyClock implements InstantSource {
    private final Instant made;
    private final long since;
    private final LongSupplier nanos;

    private SteadyClock(InstantSource wall, LongSupplier nanos) {
        this.nanos = nanos;
        this.made = wall.instant();
        this.since = nanos.getAsLong();
    }

    /** Begins with the machine's time of day. */
    public static SteadyClock startingNow() {
        return startingAt(InstantSource.system(), System::nanoTime);
    }

    /**
     * Begins with another's time of day.
     *
     * @param nanos rises by one per nanosecond, from anywhere
     */
    public static SteadyClock startingAt(InstantSource wall, LongSupplier nanos) {
        return new SteadyClock(wall, nanos);
    }

    @Override
    public Instant instant() {
        return made.plusNanos(nanos.getAsLong() - since);
    }
}

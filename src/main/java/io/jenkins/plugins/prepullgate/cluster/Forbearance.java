package io.jenkins.plugins.prepullgate.cluster;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * For how long in all a client leaves a server alone that is busy and asks for it, and who is told each time. Once the server has answered, all of
 * that time is there again. Safe from any thread.
 */
public final class Forbearance {
    private final Duration outage;
    private final Consumer<String> tell;
    /** Guarded by this. */
    private Duration left;

    /**
     * For as long as an outage of the API server may last: one that answers so is of no more use than one that is away.
     *
     * @param outage may be zero
     * @param tell hears a line before each pause
     */
    public Forbearance(Duration outage, Consumer<String> tell) {
        this.outage = outage;
        this.left = outage;
        this.tell = tell;
    }

    /** For one who has other things to do than to wait: he hears at once for how long the server wants to be left alone, and heeds it himself. */
    public static Forbearance none() {
        return new Forbearance(Duration.ZERO, line -> {});
    }

    /** The server has answered what it was asked. */
    synchronized void served() {
        left = outage;
    }

    /**
     * Whether there is time for what a server asks for; it is used up then, and told.
     *
     * @param failure its answer; one that asks for nothing costs nothing
     */
    boolean grants(ConnectionException failure) {
        Duration asked = failure.retryAfter();
        if (asked == null) {
            return true;
        }
        synchronized (this) {
            if (asked.compareTo(left) > 0) {
                return false;
            }
            left = left.minus(asked);
        }
        tell.accept(failure.getMessage() + "; waiting " + asked.toSeconds() + " s");
        return true;
    }
}

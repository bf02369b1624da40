package io.jenkins.plugins.prepullgate.cluster;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * The pauses between tries. They double from try to try up to a limit, and are scattered, so that the clients of a server do not all return at once.
 */
final class Backoff {
    private final Tuning tuning;
    private final DoubleSupplier random;
    private int tried;

    Backoff(Tuning tuning) {
        this(tuning, () -> ThreadLocalRandom.current().nextDouble());
    }

    /** @param random from 0 to below 1 */
    Backoff(Tuning tuning, DoubleSupplier random) {
        this.tuning = tuning;
        this.random = random;
    }

    /** The time before the next try: between three quarters and five quarters of the doubled time, never more than the limit. */
    private Duration next() {
        long doubled = tuning.firstRetry().toMillis() << Math.min(tried++, 20);
        long scattered = (long) (Math.min(doubled, tuning.lastRetry().toMillis()) * (0.75 + 0.5 * random.getAsDouble()));
        return Duration.ofMillis(Math.min(scattered, tuning.lastRetry().toMillis()));
    }

    /**
     * The time before the next try, when the server may have said for how long to leave it alone. Our own time is added to that, so that not
     * everybody whom the server told the same comes back at once.
     *
     * @param asked null when the server has not said
     */
    Duration next(Duration asked) {
        return asked == null ? next() : asked.plus(next());
    }

    /** Notes a success: the next failure counts as the first again. */
    void reset() {
        tried = 0;
    }
}

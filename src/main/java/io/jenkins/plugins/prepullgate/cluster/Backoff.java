package io.jenkins.plugins.prepullgate.cluster;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/** Times between tries: doubled from try to try up to a limit, and scattered, so that many clients of one server do not come back together. */
final class Backoff {
    private final Tuning tuning;
    private final DoubleSupplier random;
    private int tried;

    Backoff(Tuning tuning) {
        this(tuning, () -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * @param random from 0 to below 1
     */
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
     * The time before the next try where the server has said for how long to leave it alone: our own time comes on top, so that not everybody whom
     * it told the same comes back together.
     *
     * @param asked null when it has not said
     */
    Duration next(Duration asked) {
        return asked == null ? next() : asked.plus(next());
    }

    /** After a success: the next failure is the first again. */
    void reset() {
        tried = 0;
    }
}

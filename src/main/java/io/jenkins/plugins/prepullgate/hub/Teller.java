package io.jenkins.plugins.prepullgate.hub;

import java.time.Duration;
import java.util.function.Consumer;

/** Reports progress about once a second, and at the end of each stage, with an estimate of how long the stage will still take. */
final class Teller {
    private static final long MILLIS = 1000;

    private final Budget budget;
    private final Consumer<HubProgress> listener;
    private Duration toldAt = Duration.ZERO;
    private Duration begun = Duration.ZERO;
    private String doing = "";

    Teller(Budget budget, Consumer<HubProgress> listener) {
        this.budget = budget;
        this.listener = listener;
    }

    /**
     * Reports, unless that was done a moment ago.
     *
     * @param what the stage, such as {@code users created}; another one than before begins a new stage
     * @param detail may be empty
     */
    void tell(String what, int done, int total, String detail) {
        Duration elapsed = budget.elapsed();
        if (!what.equals(doing)) {
            doing = what;
            begun = elapsed;
        }
        if (done == total || elapsed.minus(toldAt).toMillis() >= MILLIS) {
            listener.accept(new HubProgress(what, done, total, detail, elapsed, null, HubProgress.estimate(elapsed.minus(begun), done, total)));
            toldAt = elapsed;
        }
    }
}

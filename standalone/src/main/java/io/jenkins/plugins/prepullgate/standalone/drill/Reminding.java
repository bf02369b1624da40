package io.jenkins.plugins.prepullgate.standalone.drill;

import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import io.jenkins.plugins.prepullgate.rollout.SharedSight;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A source that also reports a possible change many times a second: the gate's own timers run in real time, and would be late in played time. */
final class Reminding implements RolloutSource {
    private static final long MILLIS = 50;

    private final RolloutSource source;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "prepull-drill");
        thread.setDaemon(true);
        return thread;
    });

    Reminding(RolloutSource source) {
        this.source = source;
    }

    @Override
    public RolloutView view() {
        return source.view();
    }

    @Override
    public SharedSight sight() {
        return source.sight();
    }

    @Override
    public Subscription onChange(Runnable mark) {
        Subscription subscription = source.onChange(mark);
        ScheduledFuture<?> ticks = ticker.scheduleWithFixedDelay(mark, MILLIS, MILLIS, TimeUnit.MILLISECONDS);
        return () -> {
            ticks.cancel(false);
            subscription.close();
        };
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        source.close();
    }
}

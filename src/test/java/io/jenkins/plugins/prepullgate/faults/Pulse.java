package io.jenkins.plugins.prepullgate.faults;

import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Sources whose waits look every now and then though nothing changes: a wait comes back at the moments that matter by real time, which is too late
 * when its clock is fast.
 */
final class Pulse implements AutoCloseable {
    private static final long EVERY_MILLIS = 50;

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);

    Pulse() {
        timer.setRemoveOnCancelPolicy(true);
    }

    RolloutSource of(RolloutSource source) {
        return new RolloutSource() {
            @Override
            public RolloutView view() {
                return source.view();
            }

            @Override
            public Subscription onChange(Runnable mark) {
                Subscription changes = source.onChange(mark);
                Future<?> beat = timer.scheduleAtFixedRate(mark, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
                return () -> {
                    beat.cancel(false);
                    changes.close();
                };
            }

            @Override
            public void close() {
                source.close();
            }
        };
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

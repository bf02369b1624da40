package org.jenkinsci.plugins.workflow.support.concurrent;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** For try-with-resources: interrupts the current thread when the block takes longer. With a body, for the tests that need no Jenkins. */
public class Timeout implements AutoCloseable {
    private static final ScheduledExecutorService INTERRUPTIONS = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "interruptions");
        thread.setDaemon(true);
        return thread;
    });

    private final ScheduledFuture<?> interruption;

    private Timeout(ScheduledFuture<?> interruption) {
        this.interruption = interruption;
    }

    @Override
    public void close() {
        interruption.cancel(false);
    }

    public static Timeout limit(long time, TimeUnit unit) {
        Thread thread = Thread.currentThread();
        return new Timeout(INTERRUPTIONS.schedule(thread::interrupt, time, unit));
    }
}

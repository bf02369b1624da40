package io.jenkins.plugins.prepullgate.gate;

import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs waits, all of them on a few shared threads. A change of a source only marks its wait as dirty; the wait then reads the newest view, so a burst
 * of changes costs one assessment.
 */
public final class Gate implements AutoCloseable {
    private static final int THREADS = 2;
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor scheduler;
    private final Set<WaitLoop> open = ConcurrentHashMap.newKeySet();

    /** @param clock the time that budgets and probation run by, unless a wait has its own */
    public Gate(InstantSource clock) {
        this.clock = clock;
        AtomicInteger number = new AtomicInteger();
        scheduler = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(task, "prepull-gate-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Begins a wait; returns at once. The source is closed when the wait ends.
     *
     * @throws IllegalStateException after {@link #close()}; the source is closed then, too
     */
    public Wait start(RolloutSource source, WaitSpec spec, WaitListener listener) {
        return start(source, spec, listener, clock);
    }

    /**
     * The same with a time of its own, by which its source tells since when it sees, too.
     *
     * @throws IllegalStateException after {@link #close()}; the source is closed then, too
     */
    public Wait start(RolloutSource source, WaitSpec spec, WaitListener listener, InstantSource time) {
        if (scheduler.isShutdown()) {
            source.close();
            throw new IllegalStateException("the gate is closed");
        }
        WaitLoop wait = new WaitLoop(source, spec, listener, time, scheduler);
        open.add(wait);
        wait.result().whenComplete((result, error) -> open.remove(wait));
        wait.begin();
        return wait;
    }

    /** Cancels what is under way and ends the threads; idempotent. */
    @Override
    public void close() {
        open.forEach(wait -> wait.cancel("the gate is closing"));
        scheduler.shutdown();
        try {
            if (!scheduler.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                scheduler.shutdownNow();
            }
        } catch (InterruptedException e) {
            scheduler.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}

package io.jenkins.plugins.prepullgate.gate;

import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One wait. Its steps run one after the other on the gate's threads: whoever raises {@link #pending} from zero owns the loop until it is zero
 * again, so the state below needs no lock.
 */
final class WaitLoop implements Wait {
    private static final Logger LOGGER = Logger.getLogger(WaitLoop.class.getName());
    private final RolloutSource source;
    private final InstantSource clock;
    private final ScheduledExecutorService scheduler;
    private final Course course;
    private final CompletableFuture<WaitResult> result = new CompletableFuture<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicReference<String> cancelled = new AtomicReference<>();

    private volatile Assessment latest;
    private RolloutSource.Subscription subscription = () -> {};
    private Future<?> timer;
    private volatile long lastStep;
    private volatile long gap = Pace.gap(0, null);

    WaitLoop(RolloutSource source, WaitSpec spec, WaitListener listener, InstantSource clock, ScheduledExecutorService scheduler) {
        this.source = source;
        this.clock = clock;
        this.scheduler = scheduler;
        this.course = new Course(spec, listener, source.sight());
        // The first change is judged at once.
        this.lastStep = System.nanoTime() - gap;
    }

    void begin() {
        // Taken inside the loop, so that a change that arrives meanwhile cannot finish the wait before the subscription is known.
        pending.incrementAndGet();
        subscription = source.onChange(this::mark);
        submit(0);
    }

    @Override
    public CompletableFuture<WaitResult> result() {
        return result;
    }

    @Override
    public Assessment latest() {
        return latest;
    }

    @Override
    public void cancel(String why) {
        cancelled.compareAndSet(null, why);
        mark();
    }

    private void mark() {
        if (!result.isDone() && pending.getAndIncrement() == 0) {
            submit(Math.max(0, gap - (System.nanoTime() - lastStep)));
        }
    }

    private void submit(long delayNanos) {
        try {
            scheduler.schedule(this::drain, cancelled.get() == null ? delayNanos : 0, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The gate is closing and its threads are gone: the one who closes it ends the wait.
            drain();
        }
    }

    private void drain() {
        int seen = pending.get();
        long begun = System.nanoTime();
        try {
            step();
        } catch (RuntimeException | LinkageError e) {
            LOGGER.log(Level.SEVERE, "a wait failed", e);
            finish(course.broken(e, clock.instant()));
        }
        lastStep = System.nanoTime();
        gap = Pace.gap(lastStep - begun, latest);
        if (pending.addAndGet(-seen) != 0 && !result.isDone()) {
            submit(gap);
        }
    }

    private void step() {
        if (result.isDone()) {
            return;
        }
        Instant now = clock.instant();
        RolloutView view = source.view();
        String why = cancelled.get();
        WaitResult end = why == null ? course.look(view, now) : course.cancelled(view, now, why);
        if (end == null) {
            latest = course.latest();
            arm(now);
        } else {
            finish(end);
        }
    }

    /** Comes back at the next moment that matters though nothing changes. */
    private void arm(Instant now) {
        if (timer != null) {
            timer.cancel(false);
        }
        // One more millisecond, so that the moment has really come when the clock is read again.
        long delay = Math.max(0, Duration.between(now, course.next()).toMillis()) + 1;
        try {
            timer = scheduler.schedule(this::mark, delay, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            cancel("the gate is closing");
        }
    }

    private void finish(WaitResult end) {
        if (timer != null) {
            timer.cancel(false);
        }
        latest = end.last();
        close(subscription::close);
        close(source::close);
        course.finish(end);
        result.complete(end);
    }

    private static void close(Runnable closing) {
        try {
            closing.run();
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "a source of a wait cannot be closed", e);
        }
    }
}

package io.jenkins.plugins.prepullgate.gate;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.Assessor;
import io.jenkins.plugins.prepullgate.rollout.Memory;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import io.jenkins.plugins.prepullgate.rollout.Tally;
import io.jenkins.plugins.prepullgate.rollout.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
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
    /** A burst of changes is judged once per such a gap; the first change after a quiet time is judged at once. */
    private static final long SHORTEST_GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** At most this fraction of a thread goes into judging one wait. */
    private static final int COST_SHARE = 4;

    private final RolloutSource source;
    private final WaitSpec spec;
    private final WaitListener listener;
    private final InstantSource clock;
    private final ScheduledExecutorService scheduler;
    private final CompletableFuture<WaitResult> result = new CompletableFuture<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicReference<String> cancelled = new AtomicReference<>();

    private volatile Assessment latest;
    private RolloutSource.Subscription subscription = () -> {};
    private Memory memory;
    private Assessment told;
    private Instant toldAt;
    private Future<?> timer;
    private volatile long lastStep;
    private volatile long gap = SHORTEST_GAP_NANOS;

    WaitLoop(RolloutSource source, WaitSpec spec, WaitListener listener, InstantSource clock, ScheduledExecutorService scheduler) {
        this.source = source;
        this.spec = spec;
        this.listener = listener;
        this.clock = clock;
        this.scheduler = scheduler;
        this.memory = Memory.startingAt(spec.startedAt());
        this.lastStep = System.nanoTime() - LONGEST_GAP_NANOS;
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
            finish(Ending.DECIDED, broken(e), "");
        }
        lastStep = System.nanoTime();
        gap = Math.min(LONGEST_GAP_NANOS, Math.max(SHORTEST_GAP_NANOS, COST_SHARE * (lastStep - begun)));
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
        Assessment current = Assessor.assess(view, spec.policy(), memory, now);
        if (cancelled.get() != null) {
            finish(Ending.CANCELLED, current, cancelled.get());
        } else if (current.verdict().terminal()) {
            finish(Ending.DECIDED, current, "");
        } else if (!now.isBefore(spec.deadline())) {
            Assessment last = Assessor.assessAtDeadline(view, spec.policy(), memory, now);
            finish(last.verdict().terminal() ? Ending.DECIDED : Ending.BUDGET_EXCEEDED, last, "");
        } else if (stalled(current, now)) {
            finish(Ending.STALLED, current, "");
        } else {
            memory = current.memory();
            latest = current;
            tell(current, now);
            arm(current, now);
        }
    }

    private boolean stalled(Assessment current, Instant now) {
        Duration limit = spec.policy().stallAfter();
        return limit != null && !now.isBefore(current.memory().progressAt().plus(limit));
    }

    private void tell(Assessment current, Instant now) {
        if (told == null || Changes.worthTelling(told, current)) {
            Assessment before = told;
            told = current;
            toldAt = now;
            call(() -> listener.changed(before, current));
        } else if (!now.isBefore(toldAt.plus(spec.heartbeat()))) {
            toldAt = now;
            call(() -> listener.heartbeat(current));
        }
    }

    private void call(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "a listener of a wait failed", e);
        }
    }

    /** Comes back at the next moment that matters though nothing changes. */
    private void arm(Assessment current, Instant now) {
        if (timer != null) {
            timer.cancel(false);
        }
        Instant next = toldAt.plus(spec.heartbeat());
        next = spec.deadline().isBefore(next) ? spec.deadline() : next;
        next = current.revisitAt() != null && current.revisitAt().isBefore(next) ? current.revisitAt() : next;
        // One more millisecond, so that the moment has really come when the clock is read again.
        long delay = Math.max(0, Duration.between(now, next).toMillis()) + 1;
        try {
            timer = scheduler.schedule(this::mark, delay, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            cancel("the gate is closing");
        }
    }

    private void finish(Ending ending, Assessment last, String detail) {
        if (timer != null) {
            timer.cancel(false);
        }
        latest = last;
        call(subscription::close);
        call(source::close);
        WaitResult outcome = new WaitResult(ending, last, spec, clock.instant(), detail);
        if (ending == Ending.DECIDED && (told == null || Changes.worthTelling(told, last))) {
            Assessment before = told;
            call(() -> listener.changed(before, last));
        }
        call(() -> listener.finished(outcome));
        result.complete(outcome);
    }

    /** A fault of ours ends the wait, and never as a success. */
    private Assessment broken(Throwable fault) {
        Verdict verdict = new Verdict.Undetermined(FindingCode.INTERNAL, "the gate itself failed: " + fault, true);
        return new Assessment(clock.instant(), null, "", verdict, new Tally(0, 0, Map.of()), List.of(), List.of(), null, null, memory);
    }
}

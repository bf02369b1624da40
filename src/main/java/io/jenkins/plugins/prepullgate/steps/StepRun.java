package io.jenkins.plugins.prepullgate.steps;

import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.report.Story;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * What one call of a step holds in this process. A restart of the controller makes a new one from what the step has saved. Ends the step once, by
 * whoever comes first: the result, a failure, or somebody who stops it.
 */
abstract class StepRun {
    private static final Logger LOGGER = Logger.getLogger(StepRun.class.getName());

    /** Agents come back, and some credentials are loaded, only a while after the controller; Pipeline itself waits as long for an agent. */
    private static final Duration AFTER_RESTART = Duration.ofMinutes(5);

    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final StepContext context;
    private final Engine engine;
    private final InstantSource clock;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final StepLog log = new StepLog();
    private volatile Future<?> work;
    /** Null until the step has begun. */
    private volatile Run<?, ?> build;
    /** Null unless a restart has interrupted the step. */
    private Instant patientUntil;

    StepRun(StepContext context, Engine engine) {
        this.context = context;
        this.engine = engine;
        this.clock = engine.steadyClock();
    }

    /** The build is known from now on; called before {@link #work}, and before anything is let go of. */
    void known(Run<?, ?> owner) {}

    /** What the step does; may block, and may leave the end to something that it has set going. */
    abstract void work() throws Exception;

    /** What the step comes to when the cluster cannot be used; nothing has begun then. */
    abstract Outcome refused(ConnectionException why);

    /** What views call the step; short. */
    abstract String label();

    /** Lets go of everything; called once, when the step is stopped or its build is gone. Must not block. */
    abstract void release();

    /** Where a step stands that is stopped, for the last words of its log: empty, or begins with a semicolon. */
    String standing() {
        return "";
    }

    /** A short phrase for the thread dump of a build. */
    abstract String status();

    /**
     * Begins; returns at once.
     *
     * @param resumed whether the step was under way when the controller was restarted
     */
    final void begin(boolean resumed) {
        patientUntil = resumed ? now().plus(AFTER_RESTART) : null;
        again();
    }

    private void again() {
        work = later(() -> {
            log.open(context.get(TaskListener.class));
            build = context.get(Run.class);
            known(build);
            if (!silent()) {
                work();
            }
        });
    }

    /** Where an address leads, looked up as the build. May block. */
    final ClusterTarget target(ClusterAddress address) throws ConnectionException {
        return Destination.of(context, engine.clusters(), build, address, this::sayOnce);
    }

    /** Goes on elsewhere, where blocking is allowed. While Jenkins goes down nothing is begun: the step goes on when it is up again. */
    final Future<?> later(Task task) {
        try {
            return engine.workers().submit(() -> guard(task));
        } catch (RejectedExecutionException e) {
            LOGGER.log(Level.FINE, "Jenkins is going down", e);
            return CompletableFuture.completedFuture(null);
        }
    }

    /** Something that a step does. */
    @FunctionalInterface
    interface Task {
        void run() throws Exception;
    }

    /** Whatever goes wrong ends the step: one that nobody ends would hold its build for ever. */
    private void guard(Task task) {
        try {
            try {
                task.run();
            } catch (ConnectionException e) {
                refuse(e);
            }
        } catch (Exception | Error e) {
            if (ended.get()) {
                LOGGER.log(e instanceof InterruptedException ? Level.FINE : Level.WARNING, "Something failed after the end of its step", e);
            } else if (!engine.closed()) {
                fail(e);
            }
        }
    }

    private void refuse(ConnectionException why) {
        if (!silent() && patientUntil != null && now().isBefore(patientUntil)) {
            sayOnce(why.getMessage() + "; trying again for " + Durations.words(AFTER_RESTART));
            CompletableFuture.runAsync(this::again, CompletableFuture.delayedExecutor(AGAIN.toMillis(), TimeUnit.MILLISECONDS));
        } else if (!silent()) {
            Outcome outcome = refused(why);
            say(new PrepullFailure(outcome).getShortDescription());
            end(outcome, true);
        }
    }

    /**
     * Ends the step with what it came to. A failure is short, since the diagnosis is in the log already, and it is no interruption, so that {@code
     * post}, {@code catchError} and {@code retry} see a failure.
     *
     * @param story what the page of its report tells; null for the outcome alone
     * @param failing whether a step that is not successful fails, rather than return
     */
    final void end(Outcome outcome, Story story, boolean failing) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        boolean fails = failing && !outcome.isSuccess();
        try {
            NodeMarks.waited(context, label() + ": " + outcome.mark());
            if (!fails && !outcome.isSuccess()) {
                NodeMarks.warn(context, outcome.getSummary());
            }
            record(outcome, story);
        } finally {
            if (fails) {
                context.onFailure(new FlowInterruptedException(Result.FAILURE, false, new PrepullFailure(outcome)));
            } else {
                context.onSuccess(outcome);
            }
        }
    }

    /** Ends the step with an outcome that says everything. */
    final void end(Outcome outcome, boolean failing) {
        end(outcome, null, failing);
    }

    /** A step's result does not depend on whether it could be noted. */
    private void record(Outcome outcome, Story story) {
        try {
            PrepullAction.record(build, outcome, story);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The outcome of a step could not be saved with its build", e);
        }
    }

    /** Something went wrong that nobody foresaw. */
    private void fail(Throwable cause) {
        if (ended.compareAndSet(false, true)) {
            giveUp(cause);
        }
    }

    private void giveUp(Throwable cause) {
        try {
            release();
            // Now, though it writes to disk: a step that has ended finds its node no more.
            NodeMarks.stopped(context);
        } finally {
            context.onFailure(cause);
        }
    }

    /** Somebody stops the step. The step ends at once; what it has begun ends by itself. */
    final void stop(Throwable cause) {
        if (ended.compareAndSet(false, true)) {
            say("stopped" + standing());
            giveUp(cause);
        }
        Future<?> begun = work;
        if (begun != null) {
            begun.cancel(true);
        }
    }

    final boolean ended() {
        return ended.get();
    }

    /** Whether nobody may hear of this run any more: it has ended, or a later one will go on with it. */
    final boolean silent() {
        return ended.get() || engine.closed() || left();
    }

    /** Whether the build has ended without a word to its steps, as one does that is terminated or killed; everything is let go of then. */
    private boolean left() {
        Run<?, ?> known = build;
        if (known == null || known.isBuilding()) {
            return false;
        }
        if (ended.compareAndSet(false, true)) {
            release();
        }
        return true;
    }

    final Engine engine() {
        return engine;
    }

    /** The time that this run goes by: the controller's time of day when it began, whatever happens to that meanwhile. */
    final Instant now() {
        return clock.instant();
    }

    final InstantSource clock() {
        return clock;
    }

    final StepContext context() {
        return context;
    }

    /** A line of ours in the build's log. */
    final void say(String text) {
        log.say(text);
    }

    /** A line of ours that is not repeated, though what it says may be found again. */
    final void sayOnce(String text) {
        log.sayOnce(text);
    }

    /** A line in the build's log. */
    final void print(String line) {
        log.print(line);
    }
}

package io.jenkins.plugins.prepullgate.steps;

import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.report.ProgressLog;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
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

    private final StepContext context;
    private final Engine engine;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Future<?> work;
    private volatile TaskListener log;

    StepRun(StepContext context, Engine engine) {
        this.context = context;
        this.engine = engine;
    }

    /** What the step does; may block, and may leave the end to something that it has set going. */
    abstract void work() throws Exception;

    /** What the step comes to when the cluster cannot be used; nothing has begun then. */
    abstract Outcome refused(ConnectionException why);

    /** What views call the step; short. */
    abstract String label();

    /** Lets go of everything; called once, when the step is stopped. Must not block. */
    abstract void release();

    /** A short phrase for the thread dump of a build. */
    abstract String status();

    /** Begins; returns at once. */
    final void begin() {
        work = later(() -> {
            log = context.get(TaskListener.class);
            if (!silent()) {
                work();
            }
        });
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
        } catch (Exception | LinkageError e) {
            if (!engine.closed()) {
                fail(e);
            }
        }
    }

    private void refuse(ConnectionException why) {
        if (!silent()) {
            Outcome outcome = refused(why);
            say(new PrepullFailure(outcome).getShortDescription());
            end(outcome, true);
        }
    }

    /**
     * Ends the step with what it came to. A failure is short, since the diagnosis is in the log already, and it is no interruption, so that {@code
     * post}, {@code catchError} and {@code retry} see a failure.
     *
     * @param failing whether a step that is not successful fails, rather than return
     */
    final void end(Outcome outcome, boolean failing) {
        NodeMarks.waited(context, label() + ": " + outcome.mark());
        record(outcome);
        if (outcome.isSuccess()) {
            succeed(outcome);
        } else if (failing) {
            fail(new FlowInterruptedException(Result.FAILURE, false, new PrepullFailure(outcome)));
        } else {
            NodeMarks.warn(context, outcome.getSummary());
            succeed(outcome);
        }
    }

    /** A step's result does not depend on whether it could be noted. */
    private void record(Outcome outcome) {
        try {
            PrepullAction.record(context.get(Run.class), outcome);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The outcome of a step could not be saved with its build", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fail(Throwable cause) {
        if (ended.compareAndSet(false, true)) {
            context.onFailure(cause);
        }
    }

    private void succeed(Outcome outcome) {
        if (ended.compareAndSet(false, true)) {
            context.onSuccess(outcome);
        }
    }

    /** Somebody stops the step. The step ends at once; what it has begun ends by itself. */
    final void stop(Throwable cause) {
        if (ended.compareAndSet(false, true)) {
            release();
            // Now, though it writes to disk: a step that has ended finds its node no more.
            NodeMarks.stopped(context);
            context.onFailure(cause);
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
        return ended.get() || engine.closed();
    }

    final Engine engine() {
        return engine;
    }

    final StepContext context() {
        return context;
    }

    /** A line of ours in the build's log. */
    final void say(String text) {
        print(ProgressLog.PREFIX + text);
    }

    /** A line in the build's log; none before the log is known. */
    final void print(String line) {
        TaskListener known = log;
        if (known != null) {
            known.getLogger().println(line);
        }
    }
}

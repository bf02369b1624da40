package io.jenkins.plugins.prepullgate.steps;

import hudson.AbortException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** The part of a step that is saved with the build. Its methods are called in the CPS thread, so they only check arguments and hand over. */
abstract class ClusterStepExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private transient volatile StepRun run;

    ClusterStepExecution(StepContext context) {
        super(context);
    }

    /** @throws AbortException naming the argument that is malformed */
    abstract void check() throws AbortException;

    /** @param resumed whether the step was already under way before the controller was restarted */
    abstract StepRun run(Engine engine, boolean resumed);

    @Override
    public final boolean start() throws AbortException {
        check();
        begin(false);
        return false;
    }

    @Override
    public final void onResume() {
        try {
            begin(true);
        } catch (RuntimeException | Error e) {
            // What is thrown here would leave the build waiting for ever.
            getContext().onFailure(e);
        }
    }

    private void begin(boolean resumed) {
        StepRun begun = run(Engine.get(), resumed);
        run = begun;
        begun.begin(resumed);
    }

    @Override
    public final void stop(Throwable cause) {
        StepRun begun = run;
        if (begun == null) {
            getContext().onFailure(cause);
        } else {
            begun.stop(cause);
        }
    }

    @Override
    public final String getStatus() {
        StepRun begun = run;
        return begun == null ? "not begun" : begun.status();
    }
}

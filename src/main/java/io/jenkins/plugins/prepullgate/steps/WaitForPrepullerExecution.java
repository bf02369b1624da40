package io.jenkins.plugins.prepullgate.steps;

import hudson.AbortException;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A {@code waitForPrepuller} as it is saved: what was asked for, and since when its budget runs. */
final class WaitForPrepullerExecution extends ClusterStepExecution {
    private static final long serialVersionUID = 1L;

    private final WaitRequest request;
    /** Epoch milliseconds; with the budget it makes the deadline, which a restart does not move. */
    private final long startedAt;

    WaitForPrepullerExecution(StepContext context, WaitRequest request) {
        super(context);
        this.request = request;
        this.startedAt = Engine.get().now().toEpochMilli();
    }

    @Override
    void check() throws AbortException {
        request.check();
    }

    @Override
    StepRun run(Engine engine, boolean resumed) {
        Instant began = engine.began(startedAt);
        // What helm was going to do it may have done before a restart.
        return request.rendered() && !resumed
                ? new PlannedRun(getContext(), engine, request, began)
                : new WaitRun(getContext(), engine, request, request::query, began, resumed);
    }
}

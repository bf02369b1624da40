package io.jenkins.plugins.prepullgate.steps;

import hudson.AbortException;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A hub's step as it is saved: what was asked for, and since when its budget runs. */
final class HubStepExecution extends ClusterStepExecution {
    private static final long serialVersionUID = 1L;

    private final HubRequest request;
    /** Epoch milliseconds; with the budget it makes the deadline, which a restart does not move. 0 in a build that an older version saved. */
    private final long startedAt;

    HubStepExecution(StepContext context, HubRequest request) {
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
        Instant begun = startedAt == 0 ? engine.now() : engine.began(startedAt);
        return new HubStepRun(getContext(), engine, request, begun, resumed);
    }
}

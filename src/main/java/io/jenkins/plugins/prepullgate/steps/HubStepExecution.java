package io.jenkins.plugins.prepullgate.steps;

import hudson.AbortException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A hub's step as it is saved. */
final class HubStepExecution extends ClusterStepExecution {
    private static final long serialVersionUID = 1L;

    private final HubRequest request;

    HubStepExecution(StepContext context, HubRequest request) {
        super(context);
        this.request = request;
    }

    @Override
    void check() throws AbortException {
        request.check();
    }

    @Override
    StepRun run(Engine engine, boolean resumed) {
        return new HubStepRun(getContext(), engine, request, resumed);
    }
}

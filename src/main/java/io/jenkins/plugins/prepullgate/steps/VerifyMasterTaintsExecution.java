package io.jenkins.plugins.prepullgate.steps;

import hudson.AbortException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A {@code verifyMasterTaints} as it is saved. After a restart of the controller it begins again. */
final class VerifyMasterTaintsExecution extends ClusterStepExecution {
    private static final long serialVersionUID = 1L;

    private final AuditRequest request;

    VerifyMasterTaintsExecution(StepContext context, AuditRequest request) {
        super(context);
        this.request = request;
    }

    @Override
    void check() throws AbortException {
        request.check();
    }

    @Override
    StepRun run(Engine engine, boolean resumed) {
        return new AuditRun(getContext(), engine, request);
    }
}

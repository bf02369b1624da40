package io.jenkins.plugins.prepullgate.steps;

import hudson.AbortException;
import java.util.UUID;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A {@code prepullImages} as it is saved: what was asked for, since when its budget runs, and whose the puller is. */
final class PrepullImagesExecution extends ClusterStepExecution {
    private static final long serialVersionUID = 1L;

    private final PrepullRequest request;
    /** Epoch milliseconds; with the budget it makes the deadline, which a restart does not move. */
    private final long startedAt;
    /** The puller's name follows from it: after a restart it is the same one. */
    private final String nonce = UUID.randomUUID().toString();

    PrepullImagesExecution(StepContext context, PrepullRequest request) {
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
        return new PrepullRun(getContext(), engine, request, new PullerLife(resumed), nonce, engine.began(startedAt), resumed);
    }
}

package io.jenkins.plugins.prepullgate.steps;

import hudson.model.Run;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.gate.Ending;
import io.jenkins.plugins.prepullgate.gate.Wait;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.report.ProgressLine;
import io.jenkins.plugins.prepullgate.report.ProgressLog;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import java.time.Duration;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A {@code waitForPrepuller} in this process: connects, hands the wait to the gate, and ends the step with its result. Holds no thread meanwhile. */
final class WaitRun extends StepRun {
    /** So long a wait whose budget is over already may take to read the cluster. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(30);

    private final WaitRequest request;
    private final WaitSpec spec;
    private final boolean resumed;
    private volatile String place;
    private volatile Wait wait;

    WaitRun(StepContext context, Engine engine, WaitRequest request, Instant startedAt, boolean resumed) {
        super(context, engine);
        this.request = request;
        this.spec = request.spec(startedAt);
        this.resumed = resumed;
        this.place = "namespace " + request.namespace();
    }

    @Override
    void work() throws Exception {
        Clusters clusters = engine().clusters();
        if (resumed) {
            say(afterRestart(engine().now()));
        }
        ClusterTarget target = clusters.resolve(context().get(Run.class), request.address());
        place = "namespace " + request.namespace() + " of " + target.displayName();
        if (!resumed) {
            say("waiting for " + request.query().words() + " of cluster " + target.displayName() + "; budget " + Durations.words(spec.budget()));
            refuseWhatCannotWork(clusters, target);
        }
        NodeMarks.waiting(context(), label());
        RolloutSource source = clusters.watch(target, request.query());
        if (engine().now().isBefore(spec.deadline())) {
            hold(source);
        } else {
            FirstLook.at(source, LAST_LOOK).thenRun(() -> later(() -> hold(source)));
        }
    }

    /** What only somebody can mend is not waited for; what may pass by itself is the wait's business. */
    private void refuseWhatCannotWork(Clusters clusters, ClusterTarget target) throws ConnectionException {
        try {
            clusters.check(target, request.namespace());
        } catch (ConnectionException e) {
            if (!e.passing()) {
                throw e;
            }
            say(e.getMessage() + "; trying on");
        }
    }

    private String afterRestart(Instant now) {
        Duration left = Duration.between(now, spec.deadline());
        return left.isNegative() || left.isZero()
                ? "the budget of " + Durations.words(spec.budget()) + " ran out " + Durations.words(left.negated())
                        + " ago, while the controller was down; looking at the cluster once more"
                : "going on after a restart of the controller; " + Durations.words(left) + " of " + Durations.words(spec.budget()) + " left";
    }

    private void hold(RolloutSource source) {
        if (silent()) {
            source.close();
            return;
        }
        Wait begun = engine().gate().start(source, spec, new QuietableListener(new ProgressLog(spec, this::print), this::silent));
        wait = begun;
        begun.result().thenAccept(this::decided);
        if (ended()) {
            begun.cancel("");
        }
    }

    private void decided(WaitResult result) {
        // Only we cancel, when the step has ended already, or when Jenkins goes down and the step is to go on later.
        if (result.ending() != Ending.CANCELLED) {
            later(() -> end(Outcome.of(result, place), request.propagate()));
        }
    }

    @Override
    Outcome refused(ConnectionException why) {
        return Outcome.of(why, Outcome.WAIT, place);
    }

    @Override
    String label() {
        return "prepull " + request.namespace();
    }

    @Override
    void release() {
        Wait begun = wait;
        if (begun != null) {
            Assessment latest = begun.latest();
            say("stopped" + (latest == null ? "" : "; it stood at " + ProgressLine.of(latest, spec, engine().now())));
            begun.cancel("");
        }
    }

    @Override
    String status() {
        Wait begun = wait;
        Assessment latest = begun == null ? null : begun.latest();
        return latest == null ? "connecting to the cluster" : ProgressLine.of(latest, spec, engine().now());
    }
}

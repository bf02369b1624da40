package io.jenkins.plugins.prepullgate.steps;

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
    private final String afterRestart;
    private volatile String place;
    private volatile RolloutSource source;
    private volatile Wait wait;

    WaitRun(StepContext context, Engine engine, WaitRequest request, Instant startedAt, boolean resumed) {
        super(context, engine);
        this.request = request;
        this.spec = request.spec(startedAt);
        this.resumed = resumed;
        this.afterRestart = afterRestart(spec, engine.now());
        this.place = "namespace " + request.namespace();
    }

    @Override
    void work() throws Exception {
        Clusters clusters = engine().clusters();
        if (resumed) {
            sayOnce(afterRestart);
        }
        ClusterTarget target = target(request.address());
        place = "namespace " + request.namespace() + " of " + target.displayName();
        if (!resumed) {
            say("waiting for " + request.query().words() + " of cluster " + target.displayName() + "; budget " + Durations.words(spec.budget()));
            refuseWhatCannotWork(clusters, target);
        }
        NodeMarks.waiting(context(), label());
        RolloutSource watched = watch(target);
        source = watched;
        if (ended()) {
            // Stopped just now, by somebody who knew of no source yet.
            watched.close();
        } else if (engine().now().isBefore(spec.deadline())) {
            hold(watched);
        } else {
            FirstLook.at(watched, LAST_LOOK).thenRun(() -> later(() -> hold(watched)));
        }
    }

    private RolloutSource watch(ClusterTarget target) {
        Clusters clusters = engine().clusters();
        return RenewingSource.open(target, new RenewingSource.Host(
                () -> target(request.address()), found -> clusters.watch(found, request.query()), this::later, this::say, engine()::now));
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

    private static String afterRestart(WaitSpec spec, Instant now) {
        Duration left = Duration.between(now, spec.deadline());
        return left.isNegative() || left.isZero()
                ? "the budget of " + Durations.words(spec.budget()) + " ran out " + Durations.words(left.negated())
                        + " ago, while the controller was down; looking at the cluster once more"
                : "going on after a restart of the controller; " + Durations.words(left) + " of " + Durations.words(spec.budget()) + " left";
    }

    private void hold(RolloutSource watched) {
        if (silent()) {
            watched.close();
            return;
        }
        Wait begun = engine().gate().start(watched, spec, new QuietableListener(new ProgressLog(spec, this::print), this::silent));
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
        RolloutSource watched = source;
        if (begun != null) {
            begun.cancel("");
        } else if (watched != null) {
            watched.close();
        }
    }

    @Override
    String standing() {
        Assessment latest = latest();
        return latest == null ? "" : "; it stood at " + ProgressLine.of(latest, spec, engine().now());
    }

    /** Null before the first. */
    private Assessment latest() {
        Wait begun = wait;
        return begun == null ? null : begun.latest();
    }

    @Override
    String status() {
        Assessment latest = latest();
        return latest == null ? "connecting to the cluster" : ProgressLine.of(latest, spec, engine().now());
    }
}

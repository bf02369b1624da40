package io.jenkins.plugins.prepullgate.steps;

import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.Forbearance;
import io.jenkins.plugins.prepullgate.cluster.RenderedChart;
import io.jenkins.plugins.prepullgate.cluster.RenderedUsers;
import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.gate.Ending;
import io.jenkins.plugins.prepullgate.gate.Wait;
import io.jenkins.plugins.prepullgate.gate.WaitListener;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.report.Diagnosis;
import io.jenkins.plugins.prepullgate.report.History;
import io.jenkins.plugins.prepullgate.report.ProgressLine;
import io.jenkins.plugins.prepullgate.report.ProgressLog;
import io.jenkins.plugins.prepullgate.report.WaitStory;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A wait in this process: connects, hands the wait to the gate, and ends the step with its result. Holds no thread meanwhile. */
class WaitRun extends StepRun {
    /** So long a wait whose budget is over already may take to read the cluster. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(30);

    private final PatienceRequest request;
    private final Clusters clusters;
    private final Supplier<PullerQuery> query;
    private volatile WaitSpec spec;
    private final boolean resumed;
    private final String afterRestart;
    private volatile String place;
    /** Where the address has led last; null before it has. */
    private volatile ClusterTarget target;
    private volatile RolloutSource source;
    private volatile Wait wait;

    /** @param query what is waited for; asked about when the cluster is known */
    WaitRun(StepContext context, Engine engine, PatienceRequest request, Supplier<PullerQuery> query, Instant startedAt, boolean resumed) {
        super(context, engine);
        this.request = request;
        this.query = query;
        this.spec = request.spec(startedAt);
        this.clusters = engine.clusters().with(new Forbearance(spec.policy().blindness(), this::say));
        this.resumed = resumed;
        this.afterRestart = afterRestart(spec, now());
        this.place = "namespace " + request.namespace();
    }

    @Override
    void work() throws Exception {
        if (resumed) {
            sayOnce(afterRestart);
        }
        target = target(request.address());
        place = "namespace " + request.namespace() + " of " + target.displayName();
        if (!resumed) {
            say(opening() + " of cluster " + target.displayName() + "; budget " + Durations.words(spec.budget()));
            refuseWhatCannotWork(target);
        }
        Optional<WaitResult> beforehand = prepare(target);
        if (beforehand.isPresent()) {
            Diagnosis.lines(beforehand.get()).forEach(this::say);
            decided(beforehand.get(), new History(spec.startedAt()));
            return;
        }
        NodeMarks.waiting(context(), label());
        RolloutSource watched = watch();
        source = watched;
        if (ended()) {
            // Stopped just now, by somebody who knew of no source yet.
            watched.close();
        } else if (now().isBefore(spec.deadline())) {
            hold(watched);
        } else {
            FirstLook.at(watched, LAST_LOOK).thenRun(() -> later(() -> hold(watched)));
        }
    }

    /** What is begun, for the log. */
    String opening() {
        return "waiting for " + query.get().words();
    }

    /**
     * What has to be done before the wait; may block.
     *
     * @return what the step comes to when there is nothing to wait for; empty to wait
     * @throws ConnectionException when it cannot be done
     */
    Optional<WaitResult> prepare(ClusterTarget cluster) throws ConnectionException {
        return Optional.empty();
    }

    /** The chart that will make users' pods is known from now on. */
    final void deployed(RenderedChart chart) {
        spec = spec.knowing(RenderedUsers.of(chart).orElse(null));
    }

    /** What has to be done after the wait, before the step ends; may block. */
    void tidyUp() {}

    /** The name of the step in its outcome. */
    String stepName() {
        return Outcome.WAIT;
    }

    private RolloutSource watch() {
        return RenewingSource.open(target, new RenewingSource.Host(
                this::lookUp, found -> clusters.watch(found, query.get(), clock()), this::later, this::say, clock()));
    }

    /** Looks up where the address leads now. */
    final ClusterTarget lookUp() throws ConnectionException {
        target = target(request.address());
        return target;
    }

    /** The cluster by the newest credentials that are known; null before it is known. */
    final ClusterTarget cluster() {
        return target;
    }

    /** The clusters, whose servers are left alone when they ask for it, as long as an outage may last; that is told. */
    final Clusters clusters() {
        return clusters;
    }

    final WaitSpec spec() {
        return spec;
    }

    /** What only somebody can mend is not waited for; what may pass by itself is the wait's business. */
    private void refuseWhatCannotWork(ClusterTarget target) throws ConnectionException {
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
        // What was seen before a restart is not kept; the report says from when on it knows.
        History history = new History(resumed ? now() : spec.startedAt());
        WaitListener listener = new QuietableListener(new ProgressLog(spec, this::print).and(history), this::silent);
        Wait begun = engine().gate().start(watched, spec, listener, clock());
        wait = begun;
        begun.result().thenAccept(result -> decided(result, history));
        if (ended()) {
            begun.cancel("");
        }
    }

    private void decided(WaitResult result, History history) {
        // Only we cancel, when the step has ended already, or when Jenkins goes down and the step is to go on later.
        if (result.ending() != Ending.CANCELLED) {
            later(() -> {
                tidyUp();
                end(Outcome.of(result, stepName(), place), WaitStory.of(result, history, PrepullAction.ROWS), request.propagate());
            });
        }
    }

    @Override
    Outcome refused(ConnectionException why) {
        tidyUp();
        return Outcome.of(why, stepName(), place);
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
        return latest == null ? "" : "; it stood at " + ProgressLine.of(latest, spec, now());
    }

    /** Null before the first. */
    private Assessment latest() {
        Wait begun = wait;
        return begun == null ? null : begun.latest();
    }

    @Override
    String status() {
        Assessment latest = latest();
        return latest == null ? "connecting to the cluster" : ProgressLine.of(latest, spec, now());
    }
}

package io.jenkins.plugins.prepullgate.steps;

import hudson.model.Run;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.hub.HubClient;
import io.jenkins.plugins.prepullgate.hub.HubProgress;
import io.jenkins.plugins.prepullgate.hub.HubResult;
import io.jenkins.plugins.prepullgate.hub.HubTarget;
import io.jenkins.plugins.prepullgate.report.AuditStory;
import io.jenkins.plugins.prepullgate.report.HubReport;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A hub's step in this process: minutes of work on a thread of its own, which ends at once when it is interrupted. */
final class HubStepRun extends StepRun {
    /** So long a step whose budget is over already may take for a last look. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(30);

    private final HubRequest request;
    private final Instant startedAt;
    private final boolean resumed;
    private volatile Run<?, ?> build;
    private volatile Future<?> underWay;
    private volatile HubProgress last;
    private long toldAt;

    HubStepRun(StepContext context, Engine engine, HubRequest request, Instant startedAt, boolean resumed) {
        super(context, engine);
        this.request = request;
        this.startedAt = startedAt;
        this.resumed = resumed;
    }

    @Override
    void known(Run<?, ?> owner) {
        build = owner;
    }

    @Override
    void work() throws ConnectionException {
        HubTarget target = target(request.address());
        if (resumed) {
            sayOnce("the controller was restarted: from the beginning again; what is done already is not done twice");
        }
        underWay = engine().hubWork().submit(() -> {
            try {
                carryOut(target);
            } catch (Exception | LinkageError e) {
                // There whatever goes wrong ends the step.
                later(() -> {
                    throw e;
                });
            }
        });
        if (silent()) {
            release();
        }
    }

    private void carryOut(HubTarget target) throws Exception {
        try (HubClient client = HubClient.connect(target)) {
            HubResult result = request.work(client, this);
            if (!silent()) {
                HubReport.lines(result).forEach(this::say);
                end(Outcome.of(result, request.step()), AuditStory.of(result), true);
            }
        }
    }

    /** Where another address leads, looked up as the build. */
    HubTarget target(HubAddress address) throws ConnectionException {
        HubTarget target = engine().clusters().resolve(build, address);
        if (address.url().startsWith("http:")) {
            sayOnce("hub " + target.displayName() + ": the connection is not encrypted, so that somebody in between can read the token; use https");
        }
        return target;
    }

    boolean resumed() {
        return resumed;
    }

    /** What is left of a budget that runs since the step began, over a restart too; after one at least enough for a last look. */
    Duration left(Duration budget) {
        if (!resumed) {
            return budget;
        }
        Duration left = budget.minus(Duration.between(startedAt, now()));
        if (left.isNegative()) {
            sayOnce("the budget of " + Durations.words(budget) + " ran out while the controller was down; looking at the hub once more");
        } else {
            sayOnce(Durations.words(left) + " of " + Durations.words(budget) + " left");
        }
        return left.compareTo(LAST_LOOK) < 0 ? LAST_LOOK : left;
    }

    /** A line a second is much for a log that is kept: one in ten seconds, and every beginning and end. */
    void tell(HubProgress progress) {
        HubProgress before = last;
        last = progress;
        boolean fresh = before == null || !before.doing().equals(progress.doing()) || progress.total() == 0 || progress.done() == progress.total();
        if (!silent() && (fresh || progress.elapsed().toSeconds() >= toldAt + 10)) {
            toldAt = progress.elapsed().toSeconds();
            say(HubReport.progress(progress));
        }
    }

    @Override
    Outcome refused(ConnectionException why) {
        return Outcome.of(why, request.step(), "hub " + request.address().url());
    }

    @Override
    String label() {
        return request.step();
    }

    @Override
    void release() {
        Future<?> begun = underWay;
        if (begun != null) {
            begun.cancel(true);
        }
    }

    @Override
    String standing() {
        HubProgress known = last;
        return known == null ? "" : "; " + HubReport.progress(known);
    }

    @Override
    String status() {
        HubProgress known = last;
        return known == null ? "beginning" : HubReport.progress(known);
    }
}

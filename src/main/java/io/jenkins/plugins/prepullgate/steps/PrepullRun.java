package io.jenkins.plugins.prepullgate.steps;

import hudson.model.Run;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.OwnPuller;
import io.jenkins.plugins.prepullgate.cluster.PullerMark;
import io.jenkins.plugins.prepullgate.cluster.RenderedChart;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.rollout.ReleaseCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * A {@code prepullImages} in this process: a wait for a puller of its own, which it applies before and removes after. A restart of the controller
 * lets the puller be: the next run finds it by its name.
 */
final class PrepullRun extends WaitRun {
    /** How much longer than its budget a puller may stay when nobody removes it. */
    private static final Duration GRACE = Duration.ofMinutes(15);

    private final PrepullRequest request;
    private final PullerLife life;
    private final String nonce;
    private final boolean resumed;
    private volatile PullerMark mark;

    PrepullRun(StepContext context, Engine engine, PrepullRequest request, PullerLife life, String nonce, Instant startedAt, boolean resumed) {
        super(context, engine, request, life::query, startedAt, resumed);
        this.request = request;
        this.life = life;
        this.nonce = nonce;
        this.resumed = resumed;
    }

    @Override
    String opening() {
        return "prepulling in namespace " + request.namespace();
    }

    @Override
    void known(Run<?, ?> build) {
        String controller = clusters().controller();
        mark = new PullerMark(request.namespace(), BuildOwner.of(build, controller, nonce), spec().deadline().plus(GRACE), request.keep());
        life.isCalled(mark);
    }

    /** When time has run out while the controller was down, what is there is judged, and nothing is begun any more. */
    @Override
    Optional<WaitResult> prepare(ClusterTarget cluster) throws ConnectionException {
        if (!now().isBefore(spec().deadline())) {
            return Optional.empty();
        }
        RenderedChart chart = request.rendered() ? ManifestFile.chart(context(), request.manifest(), request.manifestFile()) : null;
        OwnPuller wanted = ManifestFile.made(() -> request.puller(mark, chart));
        if (chart != null) {
            deployed(chart);
        }
        if (!resumed) {
            Instant now = now();
            ReleaseCheck helm = clusters().helm(cluster, request.namespace(), request.release(wanted), spec().policy(), now);
            helm.lines().forEach(this::say);
            if (helm.refusal() != null) {
                return Optional.of(WaitResult.refused(spec(), now, helm.refusal()));
            }
        }
        String controller = clusters().controller();
        life.make(() -> clusters().apply(cluster, wanted, now(), owner -> BuildOwner.ended(owner, controller), this::say));
        return Optional.empty();
    }

    @Override
    void tidyUp() {
        ClusterTarget cluster = cluster();
        if (cluster != null) {
            life.end(left -> clusters().remove(cluster, left, this::say));
        }
    }

    @Override
    String stepName() {
        return Outcome.PREPULL;
    }

    /** Stopping takes no time; the removal goes on behind it, also where nobody reads of it any more. */
    @Override
    void release() {
        super.release();
        later(this::leave);
    }

    /** Stopped before it knew the cluster, after a restart of the controller it may have left something there. */
    private void leave() throws ConnectionException {
        if (cluster() == null && resumed) {
            lookUp();
        }
        tidyUp();
    }
}

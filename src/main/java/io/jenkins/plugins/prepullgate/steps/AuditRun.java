package io.jenkins.plugins.prepullgate.steps;

import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.Forbearance;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.report.AuditReport;
import io.jenkins.plugins.prepullgate.report.AuditResult;
import io.jenkins.plugins.prepullgate.report.AuditStory;
import io.jenkins.plugins.prepullgate.rollout.AuditPolicy;
import io.jenkins.plugins.prepullgate.rollout.DaemonSetFacts;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.ReleaseCheck;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A {@code verifyMasterTaints} in this process: reads the nodes of one cluster or two, and ends the step with what the audit says of them. */
final class AuditRun extends StepRun {
    private final AuditRequest request;
    private volatile String place = "cluster";

    AuditRun(StepContext context, Engine engine, AuditRequest request) {
        super(context, engine);
        this.request = request;
    }

    @Override
    void work() throws Exception {
        Clusters clusters = engine().clusters().with(new Forbearance(Policy.DEFAULT.blindness(), this::say));
        ClusterTarget target = target(request.address());
        place = "cluster " + target.displayName();
        AuditPolicy policy = request.namespace() == null ? request.policy() : request.policy().withPullers(pullers(clusters, target));
        AuditResult result = request.reference() == null
                ? AuditResult.of(target.displayName(), clusters.nodes(target), policy, now())
                : compared(clusters, target, policy, target(request.reference()));
        if (request.release() != null) {
            result = withRelease(clusters, target, result);
        }
        if (!silent()) {
            AuditReport.lines(result).forEach(this::say);
            end(Outcome.of(result, place), AuditStory.of(result, PrepullAction.ROWS), request.failing());
        }
    }

    private AuditResult withRelease(Clusters clusters, ClusterTarget target, AuditResult result) throws ConnectionException {
        ReleaseCheck helm = clusters.helm(target, request.namespace(), request.release(), Policy.DEFAULT, result.at());
        helm.lines().forEach(this::say);
        return helm.refusal() == null ? result : result.with(helm.refusal());
    }

    private List<DaemonSetFacts> pullers(Clusters clusters, ClusterTarget target) throws ConnectionException {
        clusters.check(target, request.namespace());
        List<DaemonSetFacts> pullers = clusters.pullers(target, request.namespace());
        if (pullers.isEmpty()) {
            say(AuditReport.noPuller(request.namespace()));
        }
        return pullers;
    }

    private AuditResult compared(Clusters clusters, ClusterTarget target, AuditPolicy policy, ClusterTarget other) throws ConnectionException {
        if (other.serverUrl().equals(target.serverUrl())) {
            String same = "reference: " + other.displayName() + " is the audited cluster itself";
            throw new ConnectionException(ConnectionException.Kind.CONFIGURATION, same);
        }
        List<NodeFacts> nodes = clusters.nodes(target);
        String reference = request.referenceName().isEmpty() ? other.displayName() : request.referenceName();
        return AuditResult.of(target.displayName(), nodes, policy, reference, clusters.nodes(other), now());
    }

    @Override
    Outcome refused(ConnectionException why) {
        return Outcome.of(why, Outcome.AUDIT, place);
    }

    @Override
    String label() {
        return "audit of control-plane nodes";
    }

    @Override
    void release() {
        // The request under way is interrupted by the one who stops the step; nothing else is held.
    }

    @Override
    String status() {
        return "reading nodes of " + place;
    }
}

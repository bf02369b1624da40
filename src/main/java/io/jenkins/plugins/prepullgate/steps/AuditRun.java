package io.jenkins.plugins.prepullgate.steps;

import hudson.model.Run;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.report.AuditReport;
import io.jenkins.plugins.prepullgate.report.AuditResult;
import io.jenkins.plugins.prepullgate.rollout.ControlPlaneAudit;
import java.time.Instant;
import java.util.ArrayList;
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
        Run<?, ?> run = context().get(Run.class);
        Clusters clusters = engine().clusters();
        ClusterTarget target = clusters.resolve(run, request.address());
        place = "cluster " + target.displayName();
        List<NodeFacts> nodes = clusters.nodes(target);
        Instant now = engine().now();
        List<Finding> findings = new ArrayList<>(ControlPlaneAudit.audit(nodes, request.policy(), now));
        String reference = "";
        if (request.reference() != null) {
            ClusterTarget other = clusters.resolve(run, request.reference());
            if (other.serverUrl().equals(target.serverUrl())) {
                String same = "reference: " + other.displayName() + " is the audited cluster itself";
                throw new ConnectionException(ConnectionException.Kind.CONFIGURATION, same);
            }
            reference = request.referenceName().isEmpty() ? other.displayName() : request.referenceName();
            findings.addAll(ControlPlaneAudit.compare(nodes, clusters.nodes(other), reference, now));
        }
        AuditResult result = new AuditResult(target.displayName(), reference, nodes, findings, now);
        if (!silent()) {
            AuditReport.lines(result).forEach(this::say);
            end(Outcome.of(result, place), request.failing());
        }
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

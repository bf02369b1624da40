package io.jenkins.plugins.prepullgate.report;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.taint;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.nodes.LastChange;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.nodes.Taint;
import io.jenkins.plugins.prepullgate.rollout.AuditPolicy;
import io.jenkins.plugins.prepullgate.rollout.ControlPlaneAudit;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class AuditReportTest {
    private static final Taint TAINT = taint("node-role.kubernetes.io/master", "true");
    private static final List<NodeFacts> STAGING = List.of(NodeFacts.of("master-0", Map.of("role", "master"), List.of(TAINT), true));
    private static final List<NodeFacts> PRODUCTION = List.of(
            NodeFacts.of("agent-0", Map.of(), List.of(), false),
            new NodeFacts(
                    "master-0", "", Map.of("role", "master"), List.of(TAINT), false, List.of(), "", "", "", null,
                    new LastChange("kubectl", START.minusSeconds(60))));

    private static AuditResult audited(List<Finding> findings, String reference) {
        return new AuditResult("production", reference, PRODUCTION, findings, START);
    }

    @Test
    public void eachControlPlaneNodeIsShownAsItWasFound() {
        List<String> lines = AuditReport.lines(audited(ControlPlaneAudit.audit(PRODUCTION, AuditPolicy.DEFAULT, START), ""));
        assertThat(lines).containsExactly(
                "cluster production: 2 nodes, 1 of them control plane",
                "  master-0: not cordoned, tainted node-role.kubernetes.io/master=true:NoSchedule (label role=master); last changed by kubectl at "
                        + "17:59:00Z",
                "AUDIT PASSED: the control plane (1 node) is as agreed");
    }

    @Test
    public void aMissingCordonIsRefusedWithWhatToDo() {
        AuditPolicy strict = new AuditPolicy(true, true, List.of());
        List<String> lines = AuditReport.lines(audited(ControlPlaneAudit.audit(PRODUCTION, strict, START), ""));
        assertThat(lines.get(2)).startsWith("CP_NOT_CORDONED  ").endsWith(", on master-0");
        assertThat(lines).contains("  do: kubectl cordon master-0", "  who: the cluster's operator");
        assertThat(lines).last().asString().startsWith("AUDIT FAILED CP_NOT_CORDONED: ").endsWith(" on master-0");
    }

    @Test
    public void aDifferenceFromStagingIsNamed() {
        AuditResult result = audited(ControlPlaneAudit.compare(PRODUCTION, STAGING, "staging", START), "staging");
        assertThat(AuditReport.lines(result).get(0)).endsWith(", compared with staging");
        assertThat(AuditReport.verdict(result)).startsWith("AUDIT FAILED CP_ENV_DRIFT: ").contains("staging");
    }

    @Test
    public void informationDoesNotFail() {
        List<NodeFacts> managed = List.of(PRODUCTION.get(0));
        AuditResult result = new AuditResult("gke", "", managed, ControlPlaneAudit.audit(managed, AuditPolicy.DEFAULT, START), START);
        assertThat(result.passed()).isTrue();
        assertThat(AuditReport.lines(result)).anySatisfy(l -> assertThat(l).startsWith("CP_NONE_VISIBLE (for information)"))
                .endsWith("AUDIT PASSED: no control-plane node is visible among 1 node");
    }
}

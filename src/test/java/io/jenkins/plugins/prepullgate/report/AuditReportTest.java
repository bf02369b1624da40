package io.jenkins.plugins.prepullgate.report;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.taint;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.nodes.LastChange;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.nodes.Taint;
import io.jenkins.plugins.prepullgate.rollout.AuditPolicy;
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

    private static AuditResult audited(AuditPolicy policy) {
        return AuditResult.of("production", PRODUCTION, policy, START);
    }

    @Test
    public void eachControlPlaneNodeIsShownAsItWasFound() {
        List<String> lines = AuditReport.lines(audited(AuditPolicy.DEFAULT));
        assertThat(lines).containsExactly(
                "cluster production: 2 nodes, 1 of them control plane",
                "  master-0: not cordoned, tainted node-role.kubernetes.io/master=true:NoSchedule (label role=master); last changed by kubectl at "
                        + "17:59:00Z",
                "AUDIT PASSED: the control plane (1 node) is as agreed");
    }

    @Test
    public void aMissingCordonIsRefusedWithWhatToDo() {
        List<String> lines = AuditReport.lines(audited(new AuditPolicy(AuditPolicy.Demand.CORDONED, List.of())));
        assertThat(lines.get(2)).startsWith("CP_NOT_CORDONED  ").endsWith(", on master-0");
        assertThat(lines).contains("  do: kubectl cordon master-0", "  who: the cluster's operator");
        assertThat(lines).last().asString().startsWith("AUDIT FAILED CP_NOT_CORDONED: ").endsWith(", on master-0");
    }

    @Test
    public void bothClustersStandBesideEachOther() {
        AuditResult result = AuditResult.of("production", PRODUCTION, AuditPolicy.DEFAULT, "staging", STAGING, START);
        List<String> lines = AuditReport.lines(result);
        assertThat(lines.get(0)).endsWith(", compared with staging");
        assertThat(lines.subList(2, 12)).containsExactly(
                "                                  production                                      staging",
                "  control-plane nodes             1                                               the same",
                "  control plane's mark            label role=master                               the same",
                "  control plane's taint           node-role.kubernetes.io/master=true:NoSchedule  the same",
                "  control plane's cordon          not cordoned                                    cordoned",
                "  other nodes                     1                                               0",
                "  other nodes' taints             none                                            -",
                "  nodes that a prepuller reaches  1                                               0",
                "  nodes that are not cordoned     2                                               0",
                "  kubelets                        unknown                                         the same");
        assertThat(AuditReport.verdict(result)).startsWith("AUDIT FAILED CP_ENV_DRIFT: ").contains("staging");
    }

    @Test
    public void informationDoesNotFail() {
        List<NodeFacts> managed = List.of(PRODUCTION.get(0));
        AuditResult result = AuditResult.of("gke", managed, AuditPolicy.DEFAULT, START);
        assertThat(result.passed()).isTrue();
        assertThat(AuditReport.lines(result)).anySatisfy(l -> assertThat(l).startsWith("CP_NONE_VISIBLE (for information)"))
                .endsWith("AUDIT PASSED: no control-plane node is visible among 1 node");
    }
}

package io.jenkins.plugins.prepullgate.rollout;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.nodes.Taint;
import io.jenkins.plugins.prepullgate.nodes.Toleration;
import io.jenkins.plugins.prepullgate.rollout.AuditPolicy.Demand;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class ControlPlaneAuditTest {
    private static final Taint MASTER = ViewBuilder.taint("node-role.kubernetes.io/master", "true");
    private static final NodeFacts WORKER = NodeFacts.of("agent-0", Map.of(), List.of(), false);

    private static NodeFacts master(boolean cordoned, Taint... taints) {
        return NodeFacts.of("master-0", Map.of("role", "master"), List.of(taints), cordoned);
    }

    private static List<Finding> audit(AuditPolicy policy, NodeFacts... nodes) {
        return ControlPlaneAudit.audit(List.of(nodes), policy, START);
    }

    private static AuditPolicy demanding(Demand demand) {
        return new AuditPolicy(demand, List.of());
    }

    @Test
    public void aTaintedControlPlanePasses() {
        assertThat(audit(AuditPolicy.DEFAULT, master(false, MASTER), WORKER)).isEmpty();
    }

    @Test
    public void aBareOneDoesNotAndTheRemedyNamesIt() {
        Finding finding = audit(AuditPolicy.DEFAULT, master(false), WORKER).get(0);
        assertThat(finding.code()).isEqualTo(FindingCode.CP_NOT_TAINTED);
        assertThat(finding.nodes()).containsExactly("master-0");
        assertThat(finding.remedy()).isEqualTo("kubectl taint node master-0 node-role.kubernetes.io/control-plane:NoSchedule");
        assertThat(finding.evidence().get(0).value()).contains("label role=master");
    }

    @Test
    public void aCordonIsDemandedOnlyWhereAsked() {
        assertThat(audit(demanding(Demand.CORDONED), master(false, MASTER)).get(0).code()).isEqualTo(FindingCode.CP_NOT_CORDONED);
        assertThat(audit(demanding(Demand.CORDONED), master(true))).isEmpty();
    }

    @Test
    public void eitherProtectionIsEnoughWhereEitherIsDemanded() {
        AuditPolicy either = demanding(Demand.TAINTED_OR_CORDONED);
        assertThat(audit(either, master(true))).isEmpty();
        assertThat(audit(either, master(false, MASTER))).isEmpty();
        Finding bare = audit(either, master(false)).get(0);
        assertThat(bare.code()).isEqualTo(FindingCode.CP_NOT_TAINTED);
        assertThat(bare.summary()).endsWith(", and a cordon");
    }

    @Test
    public void whatTheReferenceHasIsLeftToTheComparison() {
        assertThat(audit(demanding(Demand.SAME_AS_REFERENCE), master(false))).isEmpty();
        assertThatThrownBy(() -> demanding(Demand.SAME_AS_REFERENCE).check(false, "require", "name one"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("require: 'same-as-reference' needs a cluster to compare with: name one");
        demanding(Demand.SAME_AS_REFERENCE).check(true, "require", "");
        AuditPolicy.DEFAULT.check(false, "require", "");
    }

    @Test
    public void aTolerationOfTheControlPlaneIsFound() {
        AuditPolicy policy = new AuditPolicy(Demand.TAINTED, List.of(new Toleration("", "Exists", "", "")));
        Finding finding = audit(policy, master(false, MASTER)).get(0);
        assertThat(finding.code()).isEqualTo(FindingCode.CP_TOLERATED_BY_USERPODS);
        assertThat(finding.summary()).contains("every key");
    }

    @Test
    public void aManagedClusterShowsNone() {
        assertThat(audit(AuditPolicy.DEFAULT, WORKER).get(0).code()).isEqualTo(FindingCode.CP_NONE_VISIBLE);
    }

    @Test
    public void stagingAndProductionOf2018Differ() {
        List<Finding> drift = ControlPlaneAudit.compare(List.of(master(false, MASTER), WORKER), List.of(master(true, MASTER), WORKER),
                "staging", START);
        assertThat(drift).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo(FindingCode.CP_ENV_DRIFT);
            assertThat(f.summary()).contains("not cordoned").contains("staging has its control plane cordoned");
            assertThat(f.remedy()).startsWith("kubectl cordon master-0");
        });
    }

    @Test
    public void clustersOfDifferentSizeButAlikeDoNotDiffer() {
        assertThat(ControlPlaneAudit.compare(List.of(master(true, MASTER), WORKER, WORKER), List.of(master(true, MASTER)), "staging", START))
                .isEmpty();
    }

    @Test
    public void aTaintThatOnlyOneClusterHasIsTold() {
        NodeFacts gpu = NodeFacts.of("gpu-0", Map.of(), List.of(ViewBuilder.taint("dedicated", "gpu")), false);
        assertThat(ControlPlaneAudit.compare(List.of(gpu), List.of(WORKER), "staging", START).get(0).nodes()).containsExactly("gpu-0");
        assertThat(ControlPlaneAudit.compare(List.of(WORKER), List.of(gpu), "staging", START).get(0).summary()).contains("missing here");
    }
}

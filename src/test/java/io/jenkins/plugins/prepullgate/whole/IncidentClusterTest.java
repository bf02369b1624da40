package io.jenkins.plugins.prepullgate.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import io.jenkins.plugins.prepullgate.testbed.FakeKubelet;
import io.jenkins.plugins.prepullgate.testbed.NodeSpec;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.time.Duration;
import java.time.Instant;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** 2018-01-26 on a real control plane: the same deploy on staging and on production. */
public class IncidentClusterTest {
    private static final String TAINT = "node-role.kubernetes.io/master=true:NoSchedule";

    @ClassRule
    @Rule
    public static final RealCluster cluster = new RealCluster();

    @Rule
    public final WholeGate gate = new WholeGate();

    private String deploy() {
        String namespace = cluster.namespace();
        Pullers pullers = Pullers.chart06(namespace, "datahub", 12, Instant.now().getEpochSecond()).images("berkeley/datahub:3fb1d0a");
        cluster.admin().resource(pullers.job()).create();
        cluster.admin().resource(pullers.daemonSet()).create();
        return namespace;
    }

    private static NodeSpec master(String name) {
        return NodeSpec.named(name).labelled("role", "master").tainted(TAINT);
    }

    private static void cordon(boolean value) {
        cluster.admin().nodes().withName("k8s-master-0").edit(n -> new NodeBuilder(n).editSpec().withUnschedulable(value).endSpec().build());
    }

    @Test
    public void stagingPasses() {
        cluster.addNodes(master("staging-master-0").asCordoned(), NodeSpec.named("staging-agent-0"), NodeSpec.named("staging-agent-1"));
        Running running = gate.start(cluster.gateKubeconfig(), deploy());
        WaitResult result = running.end();
        assertThat(result.success()).as(running.log()).isTrue();
        assertThat(result.last().tally().expected()).isEqualTo(2);
        running.keepAs("incident-staging");
    }

    @Test
    public void productionIsRefusedWithinSecondsWithCauseNodeAndRemedy() {
        cluster.addNodes(master("prod-master-0"), NodeSpec.named("prod-agent-0"), NodeSpec.named("prod-agent-1"));
        Running running = gate.start(cluster.gateKubeconfig(), deploy());
        WaitResult result = running.end();
        assertThat(result.code()).contains(FindingCode.CP_NOT_CORDONED);
        assertThat(result.elapsed()).isLessThan(Duration.ofSeconds(30));
        assertThat(running.log())
                .contains("prod-master-0")
                .contains(TAINT)
                .contains("kubectl cordon prod-master-0")
                .contains("PREPULL FAILED CP_NOT_CORDONED");
        running.keepAs("incident-production");
    }

    @Test
    public void aMasterThatIsCordonedAndUncordonedAgainDuringTheWaitIsNoticed() {
        cluster.addNodes(master("k8s-master-0").asCordoned(), NodeSpec.named("k8s-agent-0").byHand());
        String namespace = deploy();
        FakeKubelet kubelet = new FakeKubelet(cluster.admin(), namespace);
        kubelet.pulling(kubelet.podOn("k8s-agent-0"), 0);
        Running running = gate.start(cluster.gateKubeconfig(), namespace).until(a -> a.tally().in(NodeState.PULLING) == 1);
        Instant uncordoned = Instant.now();
        cordon(false);
        WaitResult result = running.end();
        assertThat(result.code()).as(running.log()).contains(FindingCode.CP_DRIFT_DURING_WAIT);
        assertThat(Duration.between(uncordoned, result.endedAt())).isLessThan(Duration.ofSeconds(20));
        Finding drift = result.last().leading().orElseThrow();
        assertThat(drift.summary()).contains("was uncordoned during the wait").doesNotContain("kube-controller-manager");
        assertThat(drift.remedy()).isEqualTo("kubectl cordon k8s-master-0");
        assertThat(result.last().findings()).anyMatch(f -> f.code() == FindingCode.CP_NOT_CORDONED);
        running.keepAs("incident-uncordoned");
    }
}

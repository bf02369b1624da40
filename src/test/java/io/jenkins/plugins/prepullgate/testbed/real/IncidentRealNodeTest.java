package io.jenkins.plugins.prepullgate.testbed.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import io.jenkins.plugins.prepullgate.whole.WholeGate;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** 2018-01-26 with a real master, two real workers, the puller of that day, and real pulls. */
public class IncidentRealNodeTest {
    private static final String MASTER = "real-1";

    @ClassRule
    @Rule
    public static final RealNodes cluster = new RealNodes("real:1@1.7,2@2.2");

    @Rule
    public final WholeGate gate = new WholeGate();

    private String namespace;

    @Before
    public void aMasterAsAzureMadeThem() {
        namespace = cluster.namespace();
        cluster.admin().nodes().withName(MASTER).edit(node -> new NodeBuilder(node)
                .editMetadata()
                .addToLabels("role", "master")
                .endMetadata()
                .editSpec()
                .withTaints(new TaintBuilder().withKey("node-role.kubernetes.io/master").withValue("true").withEffect("NoSchedule").build())
                .endSpec()
                .build());
    }

    private static void cordon(boolean value) {
        cluster.admin().nodes().withName(MASTER).edit(node -> new NodeBuilder(node).editSpec().withUnschedulable(value).endSpec().build());
    }

    private DaemonSet deploy(String image) {
        Pullers pullers = Pullers.chart06(namespace, "datahub", 12, Instant.now().getEpochSecond()).images(image);
        cluster.admin().resource(pullers.job()).create();
        return cluster.admin().resource(pullers.daemonSet()).create();
    }

    @Test
    public void productionIsRefusedThoughItsDaemonSetIsReadyOnTwoOfTwoNodes() {
        cordon(false);
        DaemonSet set = deploy("hub.test/incident/production:v1");

        WaitResult result = gate.start(cluster.gateKubeconfig(), namespace).end();

        assertThat(result.code()).contains(FindingCode.CP_NOT_CORDONED);
        assertThat(result.last().leading().orElseThrow().nodes()).containsExactly(MASTER);
        assertThat(result.elapsed()).isLessThan(Duration.ofSeconds(30));
        DaemonSet ready = cluster.admin().resource(set).waitUntilCondition(
                s -> s != null && Integer.valueOf(2).equals(s.getStatus().getNumberReady()), 60, TimeUnit.SECONDS);
        assertThat(ready.getStatus().getDesiredNumberScheduled()).as("what kubectl and helm go by").isEqualTo(2);
    }

    @Test
    public void theSamePassesOnceTheMasterIsCordoned() {
        cordon(true);
        deploy("hub.test/incident/cordoned:v1");

        Running running = gate.start(cluster.gateKubeconfig(), namespace);

        assertThat(running.end().success()).as(running.log()).isTrue();
    }

    @Test
    public void theUncordonInTheMiddleOfThePullIsNoticedAtOnce() {
        cordon(true);
        deploy("hub.test/size/4m/slow/200k/incident:v1");
        Running running = gate.start(cluster.gateKubeconfig(), namespace).until(a -> a.tally().in(NodeState.PULLING) == 2);

        Instant uncordoned = Instant.now();
        cordon(false);

        WaitResult result = running.end();
        assertThat(result.code()).as(running.log()).contains(FindingCode.CP_DRIFT_DURING_WAIT);
        assertThat(Duration.between(uncordoned, result.endedAt())).isLessThan(Duration.ofSeconds(20));
        assertThat(running.log()).contains("was uncordoned during the wait").contains("kubectl cordon " + MASTER);
    }
}

package io.jenkins.plugins.prepullgate.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.cluster.ClusterClient;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.HookPlan;
import io.jenkins.plugins.prepullgate.cluster.Kubeconfigs;
import io.jenkins.plugins.prepullgate.cluster.RenderedChart;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.testbed.Helm;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** A guard beside the real helm: what passes, what is doomed, and what helm says of it meanwhile. */
public class HelmGuardClusterTest {
    private static final String FIRST = "hub.test/singleuser:1";
    private static final String SECOND = "hub.test/singleuser:2";

    @ClassRule
    @Rule
    public static final RealCluster cluster = new RealCluster();

    @Rule
    public final WholeGate gate = new WholeGate();

    @Rule
    public final Deploys deploys = new Deploys(cluster, gate);

    @Before
    public void oneUserNode() {
        deploys.begin().withReleasesSeen();
        cluster.addNode(deploys.userNode("user"));
    }

    private void deployed(String image) {
        deploys.helm().upgrade(deploys.values(image)).end().orFail();
    }

    @Test
    public void anInstallAndAnUpgradePassUnderTheGuard() {
        for (String image : List.of(FIRST, SECOND)) {
            Running guard = deploys.guard();
            Helm.Run helm = deploys.helm().upgrade(deploys.values(image));
            WaitResult result = guard.end();
            assertThat(result.success()).as(guard.log()).isTrue();
            assertThat(result.last().puller().template().inPullOrder()).anyMatch(c -> c.image().equals(image));
            Helm.Ended ended = helm.end().orFail();
            assertThat(guard.log()).contains("1/1 ready").doesNotContain("HELM_");
            deploys.keepAs("pass", ended, guard);
        }
    }

    @Test
    public void anImageThatDoesNotExistEndsTheGuardInSecondsAndHelmInAMinute() {
        deployed(FIRST);
        Running guard = deploys.guard();
        Helm.Run helm = deploys.helm().upgrade(deploys.missing("--timeout", "60s"));
        WaitResult result = guard.end();
        assertThat(result.code()).as(guard.log()).contains(FindingCode.PULL_NOT_FOUND);
        assertThat(helm.process().isAlive()).as("helm still waits").isTrue();
        assertThat(guard.log())
                .contains("PREPULL FAILED PULL_NOT_FOUND")
                .contains("revision 2 of helm release hub is pending-upgrade; revision 1 is the one to go back to")
                .contains("helm rollback hub 1 -n " + deploys.namespace());
        Helm.Ended ended = helm.end();
        assertThat(ended.status()).isNotZero();
        assertThat(ended.took()).isGreaterThan(Duration.ofSeconds(60));
        assertThat(ended.output()).contains("timed out waiting for the condition").doesNotContain("missing").doesNotContain(deploys.user("user"));
        deploys.keepAs("missing-tag", ended, guard);
    }

    @Test
    public void whatIsKnownIsToldBeforeHelmGivesUpAndThenThatItDid() {
        deployed(FIRST);
        Running guard = deploys.guard(Policy.DEFAULT.withHelmTimeout(Duration.ofSeconds(40)), Duration.ofMinutes(2));
        Helm.Run helm = deploys.helm().upgrade(deploys.slow("--timeout", "40s"));
        CompletableFuture<Instant> gaveUp = helm.process().onExit().thenApply(process -> Instant.now());
        WaitResult result = guard.end();
        Helm.Ended ended = helm.end();
        assertThat(result.code()).as(guard.log()).contains(FindingCode.HELM_FAILED);
        assertThat(result.elapsed()).isGreaterThanOrEqualTo(Duration.ofSeconds(40));
        assertThat(Duration.between(gaveUp.join(), result.endedAt())).isLessThan(Duration.ofSeconds(30));
        assertThat(guard.log()).contains("HELM_TIMEOUT_NEAR").contains(deploys.user("user")).contains("revision 2 of helm release hub has failed");
        assertThat(ended.output()).contains("timed out waiting for the condition");
        deploys.keepAs("slow", ended, guard);
    }

    @Test
    public void anUpgradeThatChangesNoImageEndsTheGuardWithHelm() {
        deployed(FIRST);
        Running guard = deploys.guard();
        Helm.Ended ended = deploys.helm().upgrade(deploys.values(FIRST)).end().orFail();
        WaitResult result = guard.end();
        assertThat(result.success()).as(guard.log()).isTrue();
        assertThat(result.summary()).contains("deployed revision 2 of hub without a prepull");
        assertThat(guard.log()).contains("SKIPPED_UNCHANGED").contains("does not say that the nodes have the images");
        deploys.keepAs("unchanged", ended, guard);
    }

    @Test
    public void aDryRunTellsWhetherTheHookWillRun() throws ConnectionException {
        assertThat(planned(FIRST)).matches(HookPlan::runs, "before the first install");
        deployed(FIRST);
        HookPlan unchanged = planned(FIRST);
        assertThat(unchanged.runs()).isFalse();
        assertThat(unchanged.why()).contains("its hook is disabled, or its hooks were not rendered");
        HookPlan changed = planned(SECOND);
        assertThat(changed.runs()).isTrue();
        assertThat(changed.lines()).contains("helm will start DaemonSet hook-image-puller before the upgrade")
                .anyMatch(line -> line.contains(SECOND) && line.endsWith("nodes that it may run on: 1"));
    }

    private HookPlan planned(String image) throws ConnectionException {
        List<String> arguments = deploys.values(image, "--dry-run=server");
        RenderedChart chart = RenderedChart.parse(deploys.helm().upgrade(arguments).end().orFail().output(), "the dry run");
        try (ClusterClient client = ClusterClient.connect(Kubeconfigs.read(cluster.gateKubeconfig(), null))) {
            return HookPlan.of(client, deploys.namespace(), "hub", chart);
        }
    }

    @Test
    public void objectsMayCarryAnyPrefix() {
        for (String override : List.of("null", "\"jhub\"", "\"\"")) {
            Running guard = deploys.guard();
            deploys.helm().upgrade(deploys.values(FIRST, "--set-json", "fullnameOverride=" + override)).end().orFail();
            WaitResult result = guard.end();
            assertThat(result.success()).as(guard.log()).isTrue();
            assertThat(result.last().puller()).as(override + guard.log()).isNotNull();
        }
    }
}

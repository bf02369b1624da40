package io.jenkins.plugins.prepullgate.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.testbed.FakeKubelet;
import io.jenkins.plugins.prepullgate.testbed.Helm;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** Deploys that helm and z2jh's awaiter pass although nodes have no images, each as it was measured on the real chart. */
public class HelmSilenceClusterTest {
    private static final String IMAGE = "hub.test/singleuser:1";

    @ClassRule
    @Rule
    public static final RealCluster cluster = new RealCluster();

    @Rule
    public final WholeGate gate = new WholeGate();

    @Rule
    public final Deploys deploys = new Deploys(cluster, gate);

    @Before
    public void begin() {
        deploys.begin().withReleasesSeen();
    }

    private Running continuous() {
        PullerQuery query = new PullerQuery(deploys.namespace(), "", "hub", PullerQuery.Kind.CONTINUOUS);
        return gate.start(cluster.gateKubeconfig(), query, Policy.DEFAULT, Duration.ofMinutes(1));
    }

    @Test
    public void aQuotaThatKeepsOffEveryPuller() {
        cluster.addNode(deploys.userNode("user"));
        cluster.admin().resource(new ResourceQuotaBuilder().withNewMetadata().withName("none-of-best-effort").withNamespace(deploys.namespace())
                .endMetadata()
                .withNewSpec().withScopes("BestEffort").withHard(Map.of("pods", new Quantity("0"))).endSpec().build()).create();
        Running guard = deploys.guard();
        Helm.Run helm = deploys.helm().upgrade(deploys.values(IMAGE, "--set", "prePuller.hook.resources.requests.cpu=1m"));
        WaitResult result = guard.end();
        assertThat(result.code()).as(guard.log()).contains(FindingCode.POD_CREATE_QUOTA);
        Instant shown = result.last().leading().orElseThrow().evidence().get(0).firstSeen();
        assertThat(Duration.between(shown, result.endedAt())).as(guard.log()).isLessThan(Duration.ofSeconds(30));
        deploys.keepAs("quota", helm.end().orFail(), guard);
    }

    @Test
    public void aSelectorThatFitsNoNode() {
        Running guard = deploys.guard();
        Helm.Ended ended = deploys.helm().upgrade(deploys.values(IMAGE)).end().orFail();
        WaitResult result = guard.end();
        assertThat(result.code()).as(guard.log()).contains(FindingCode.AWAITER_FALSE_SUCCESS);
        assertThat(result.summary()).contains("no node was counted");
        deploys.keepAs("no-node", ended, guard);
    }

    @Test
    public void aNodeThatIsLostWhileItPulls() {
        cluster.addNodes(deploys.userNode("user"), deploys.userNode("lost").byHand());
        String lost = deploys.user("lost");
        Running guard = deploys.guard(Policy.DEFAULT, Duration.ofMinutes(4));
        Helm.Run helm = deploys.helm().upgrade(deploys.values(IMAGE));
        FakeKubelet kubelet = new FakeKubelet(cluster.admin(), deploys.namespace());
        Pod pod = kubelet.podOn(lost);
        kubelet.pulling(pod, 0);
        guard.until(a -> a.tally().ready() == 1 && a.tally().in(NodeState.PULLING) == 1);
        cluster.silence(lost);
        guard.until(a -> a.tally().in(NodeState.LOST) == 1);
        // The controller counts again at the next change of the DaemonSet or of a pod; on a busy cluster one is never far. It may hear of this one
        // before it hears of the node's taint.
        Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofSeconds(1)).ignoreExceptions().until(() -> {
            if (helm.process().isAlive()) {
                cluster.admin().apps().daemonSets().inNamespace(deploys.namespace()).withName("hook-image-puller")
                        .edit(set -> new DaemonSetBuilder(set).editMetadata().addToAnnotations("touched", Instant.now().toString()).endMetadata().build());
                return false;
            }
            return true;
        });
        Helm.Ended ended = helm.end().orFail();
        WaitResult result = guard.end();
        assertThat(result.code()).as(guard.log()).contains(FindingCode.AWAITER_FALSE_SUCCESS);
        assertThat(guard.log()).contains(lost + " lost");
        deploys.keepAs("node-lost", ended, guard);
    }

    @Test
    public void aChecksumThatIsWrittenWithoutAPrepull() {
        cluster.addNode(deploys.userNode("user"));
        for (List<String> without : List.of(deploys.missing("--no-hooks", "--wait"), deploys.missing("--set", "prePuller.hook.enabled=false"))) {
            Running first = deploys.guard();
            deploys.helm().upgrade(without).end().orFail();
            assertThat(first.end().summary()).contains("without a prepull");
            Running guard = deploys.guard();
            Helm.Ended ended = deploys.helm().upgrade(deploys.missing()).end().orFail();
            assertThat(guard.end().success()).as(guard.log()).isTrue();
            assertThat(guard.log()).contains("does not say that the nodes have the images");
            deploys.keepAs("no-hooks", ended, guard);

            Running after = continuous();
            assertThat(after.end().code()).as(after.log()).contains(FindingCode.PULL_NOT_FOUND);
            deploys.keepAs("no-hooks-continuous", null, after);
        }
    }

    @Test
    public void aContinuousPullerThatIsReadyWithItsOldPods() {
        cluster.addNode(deploys.userNode("user"));
        deploys.helm().upgrade(deploys.values(IMAGE)).end().orFail();
        assertThat(continuous().end().success()).isTrue();
        deploys.helm().upgrade(deploys.slow("--no-hooks", "--wait")).end().orFail();
        Running after = continuous().until(a -> a.puller() != null && a.tally().in(NodeState.PULLING) == 1);
        assertThat(after.held().result()).isNotDone();
        after.held().cancel("seen");
    }

    @Test
    public void withoutTheRightToSeeReleasesTheGuardStillGuards() {
        cluster.addNode(deploys.userNode("user"));
        cluster.admin().rbac().roleBindings().inNamespace(deploys.namespace()).withName("releases").delete();
        Running guard = deploys.guard();
        deploys.helm().upgrade(deploys.values(IMAGE)).end().orFail();
        assertThat(guard.end().success()).as(guard.log()).isTrue();
        assertThat(guard.log()).contains("secrets may not be read");
    }
}

package io.jenkins.plugins.prepullgate.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.Ending;
import io.jenkins.plugins.prepullgate.gate.Recording;
import io.jenkins.plugins.prepullgate.gate.Replay;
import io.jenkins.plugins.prepullgate.gate.WaitListener;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import io.jenkins.plugins.prepullgate.rollout.Patience;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.testbed.FakeKubelet;
import io.jenkins.plugins.prepullgate.testbed.NodeSpec;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** The main job on a real control plane: what completes, and what ends with its own code. */
public class PullersClusterTest {
    private static final String IMAGE = "hub.test/singleuser:4.4.0";
    private static final String NOT_FOUND = "rpc error: code = NotFound desc = failed to pull and unpack image \"" + IMAGE
            + "\": failed to resolve image: " + IMAGE + ": not found";

    private static final AtomicInteger TESTS = new AtomicInteger();

    @ClassRule
    @Rule
    public static final RealCluster cluster = new RealCluster();

    @Rule
    public final WholeGate gate = new WholeGate();

    /** Nodes of this test alone: a name that is used again at once keeps its old lease for a while. */
    private final String first = "n1-" + TESTS.incrementAndGet();

    private final String second = "n2-" + TESTS.get();

    private Running wait(String namespace, Policy policy) {
        return gate.start(cluster.gateKubeconfig(), PullerQuery.hook(namespace), policy, Duration.ofMinutes(1));
    }

    private Running wait(String namespace) {
        return wait(namespace, Policy.DEFAULT);
    }

    private static void create(Pullers pullers) {
        cluster.admin().resource(pullers.daemonSet()).create();
    }

    private static FindingCode code(WaitResult result) {
        assertThat(result.success()).isFalse();
        return result.code().orElseThrow();
    }

    @Test
    public void theHookOfATodaysChartCompletesWithALinePerChange() throws IOException {
        cluster.addNodes(NodeSpec.named(first).byHand(), NodeSpec.named(second).byHand(),
                NodeSpec.named("gpu-1").tainted("dedicated=gpu:NoSchedule"));
        String namespace = cluster.namespace();
        Running running = wait(namespace).until(a -> a.puller() == null);
        create(Pullers.chart4(namespace, "hub").images(IMAGE, "hub.test/network-tools:4.4.0"));
        FakeKubelet kubelet = new FakeKubelet(cluster.admin(), namespace);
        Pod early = kubelet.podOn(first);
        Pod late = kubelet.podOn(second);
        kubelet.pulling(early, 0);
        kubelet.pulling(late, 0);
        running.until(a -> a.tally().in(NodeState.PULLING) == 2);
        kubelet.pulled(early, 0);
        running.until(a -> a.rows().stream().anyMatch(r -> r.node().equals(first) && r.step() == 2));
        kubelet.ready(early);
        running.until(a -> a.tally().ready() == 1);
        kubelet.ready(late);

        WaitResult result = running.end();
        assertThat(result.success()).as(running.log()).isTrue();
        assertThat(running.lines()).allMatch(line -> line.startsWith("[prepull] "));
        assertThat(running.log()).contains("1/2 ready").contains("gpu-1").contains("PREPULL COMPLETE");
        Recording recording = Recording.read(new StringReader(running.recording().toString()));
        assertThat(Replay.run(recording, result.spec(), WaitListener.NONE).last().verdict()).isEqualTo(result.last().verdict());
        running.keepAs("complete");
    }

    @Test
    public void theHookOfAnOldChartCompletes() {
        cluster.addNodes(NodeSpec.named(first), NodeSpec.named(second).asCordoned());
        String namespace = cluster.namespace();
        create(Pullers.chart07(namespace, "hub").images(IMAGE));
        WaitResult result = wait(namespace).end();
        assertThat(result.success()).as(result.summary()).isTrue();
        assertThat(result.last().tally().ready()).isEqualTo(2);
        assertThat(result.last().findings()).anyMatch(f -> f.code() == FindingCode.NODE_CORDONED_BUT_INCLUDED);
    }

    @Test
    public void aBadTagOnEveryNodeEndsWithinSeconds() {
        cluster.addNodes(NodeSpec.named(first).byHand(), NodeSpec.named(second).byHand());
        String namespace = cluster.namespace();
        create(Pullers.chart4(namespace, "hub").images(IMAGE));
        FakeKubelet kubelet = new FakeKubelet(cluster.admin(), namespace);
        Running running = wait(namespace);
        for (String node : List.of(first, second)) {
            Pod pod = kubelet.podOn(node);
            kubelet.pulling(pod, 0);
            kubelet.pullFails(pod, 0, NOT_FOUND);
        }
        WaitResult result = running.end();
        assertThat(code(result)).isEqualTo(FindingCode.PULL_NOT_FOUND);
        assertThat(result.elapsed()).isLessThan(Duration.ofSeconds(50));
        assertThat(running.log()).contains(first + ", " + second).contains(IMAGE).contains("PREPULL FAILED PULL_NOT_FOUND");
        running.keepAs("not-found-everywhere");
    }

    @Test
    public void aQuotaOfNoPodsEndsWithItsNameAndNoSuccess() {
        cluster.addNodes(NodeSpec.named(first), NodeSpec.named(second));
        String namespace = cluster.namespace();
        cluster.admin().resource(new ResourceQuotaBuilder().withNewMetadata().withName("no-pods").withNamespace(namespace).endMetadata()
                .withNewSpec().withHard(Map.of("pods", new Quantity("0"))).endSpec().build()).create();
        create(Pullers.chart4(namespace, "hub").images(IMAGE));
        Running running = wait(namespace);
        WaitResult result = running.end();
        assertThat(code(result)).isEqualTo(FindingCode.POD_CREATE_QUOTA);
        assertThat(result.elapsed()).isLessThan(Duration.ofSeconds(50));
        assertThat(result.summary()).contains("no-pods");
        running.keepAs("quota");
    }

    @Test
    public void aClusterWhoseNodesAreAllTaintedIsNoSuccess() {
        cluster.addNodes(NodeSpec.named(first).tainted("dedicated=gpu:NoSchedule"), NodeSpec.named(second).tainted("dedicated=gpu:NoExecute"));
        String namespace = cluster.namespace();
        create(Pullers.chart4(namespace, "hub").images(IMAGE));
        Running running = wait(namespace);
        WaitResult result = running.end();
        assertThat(code(result)).isEqualTo(FindingCode.NO_ELIGIBLE_NODES);
        assertThat(running.log()).contains("dedicated=gpu:NoSchedule").contains("dedicated=gpu:NoExecute");
        running.keepAs("all-tainted");
    }

    @Test
    public void aGenerationThatNobodyObservesIsNoSuccess() {
        cluster.addNode(NodeSpec.named(first));
        String namespace = cluster.namespace();
        cluster.component("stop", "kube-controller-manager");
        try {
            create(Pullers.chart4(namespace, "hub").images(IMAGE));
            Policy hasty = Policy.DEFAULT.withPatience(FindingCode.DS_NOT_OBSERVED, new Patience(Duration.ofSeconds(1), 1, Duration.ofSeconds(5)));
            WaitResult result = wait(namespace, hasty).end();
            assertThat(code(result)).isEqualTo(FindingCode.DS_NOT_OBSERVED);
        } finally {
            cluster.component("start", "kube-controller-manager");
        }
    }

    @Test
    public void aPullerThatNeverAppearsEndsWithItsOwnCode() {
        cluster.addNode(NodeSpec.named(first));
        Running running = wait(cluster.namespace(), Policy.DEFAULT.withAppearWithin(Duration.ofSeconds(3)));
        WaitResult result = running.end();
        assertThat(code(result)).isEqualTo(FindingCode.DS_NOT_FOUND);
        assertThat(result.elapsed()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(50));
    }

    @Test
    public void aSlowPullEndsWithTheBudgetAndTheNodesThatAreMissing() {
        cluster.addNodes(NodeSpec.named(first), NodeSpec.named(second).byHand());
        String namespace = cluster.namespace();
        create(Pullers.chart4(namespace, "hub").images(IMAGE));
        FakeKubelet kubelet = new FakeKubelet(cluster.admin(), namespace);
        kubelet.pulling(kubelet.podOn(second), 0);
        Running running = gate.start(cluster.gateKubeconfig(), PullerQuery.hook(namespace), Policy.DEFAULT, Duration.ofSeconds(6));
        WaitResult result = running.end();
        assertThat(result.ending()).isEqualTo(Ending.BUDGET_EXCEEDED);
        assertThat(running.log()).contains(second).contains("PREPULL FAILED BUDGET_EXCEEDED");
    }

    @Test
    public void aNodeThatIsDeletedDuringTheWaitIsNotWaitedFor() {
        cluster.addNodes(NodeSpec.named(first), NodeSpec.named(second).byHand());
        String namespace = cluster.namespace();
        create(Pullers.chart4(namespace, "hub").images(IMAGE));
        Running running = wait(namespace).until(a -> a.tally().ready() == 1);
        cluster.removeNode(second);
        WaitResult result = running.end();
        assertThat(result.success()).as(running.log()).isTrue();
        assertThat(result.last().findings()).anyMatch(f -> f.code() == FindingCode.NODE_SET_CHANGED && f.effective() == FindingClass.INFO);
    }

    @Test
    public void aPullerReplacedUnderWayIsFollowed() {
        cluster.addNode(NodeSpec.named(first).byHand());
        String namespace = cluster.namespace();
        Pullers pullers = Pullers.chart4(namespace, "hub").images(IMAGE);
        create(pullers);
        FakeKubelet kubelet = new FakeKubelet(cluster.admin(), namespace);
        Pod before = kubelet.podOn(first);
        kubelet.pulling(before, 0);
        Running running = wait(namespace).until(a -> a.tally().in(NodeState.PULLING) == 1);
        String old = running.held().latest().puller().uid();
        cluster.admin().resource(pullers.daemonSet()).delete();
        running.until(a -> a.puller() == null);
        create(pullers);
        running.until(a -> a.puller() != null && !a.puller().uid().equals(old));
        // The garbage collector takes its time with the pods of the first.
        kubelet.ready(Awaitility.await().atMost(Duration.ofMinutes(1)).until(
                () -> kubelet.podOn(first), pod -> !pod.getMetadata().getUid().equals(before.getMetadata().getUid())));
        assertThat(running.end().success()).as(running.log()).isTrue();
    }
}

package io.jenkins.plugins.prepullgate.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TestRule;

/** That the test bed itself does what the other tests on it take for granted. */
public class SmokeClusterTest {
    private static final String NOT_FOUND = "rpc error: code = NotFound desc = failed to pull and unpack image \"hub.test/user:v1\": "
            + "failed to resolve image: hub.test/user:v1: not found";

    @ClassRule
    @Rule
    public static final RealCluster cluster = new RealCluster();

    @ClassRule
    public static final TestRule other = new RealCluster("kwok:1");

    @Test
    public void aPullerBecomesReadyOnEveryEligibleNodeAndOnNoOther() {
        cluster.addNodes(NodeSpec.named("user-1"), NodeSpec.named("user-2").asCordoned());
        Node master = cluster.addNode(NodeSpec.named("master-1").tainted("node-role.kubernetes.io/master=true:NoSchedule"));
        assertThat(master.getSpec().getTaints()).singleElement().satisfies(taint -> assertThat(taint.getValue()).isEqualTo("true"));

        DaemonSet ready = awaitReady(puller(cluster.namespace()), 2);

        assertThat(ready.getStatus().getDesiredNumberScheduled()).isEqualTo(2);
        List<Pod> pods = pods(ready);
        assertThat(pods).extracting(pod -> pod.getSpec().getNodeName()).containsExactlyInAnyOrder("user-1", "user-2");
        assertThat(pods.get(0).getStatus().getInitContainerStatuses())
                .allSatisfy(status -> assertThat(status.getState().getTerminated().getReason()).isEqualTo("Completed"));
    }

    @Test
    public void aTagThatIsNotThereBacksOffOnABadNode() {
        cluster.addNodes(NodeSpec.named("good-1"), NodeSpec.named("bad-1"));

        DaemonSet set = awaitReady(puller(cluster.namespace()), 1);

        Awaitility.await().ignoreExceptions().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            Pod bad = pods(set).stream().filter(pod -> "bad-1".equals(pod.getSpec().getNodeName())).findFirst().orElseThrow();
            ContainerStateWaiting first = bad.getStatus().getInitContainerStatuses().get(0).getState().getWaiting();
            assertThat(first.getReason()).isEqualTo("ImagePullBackOff");
            assertThat(first.getMessage()).isEqualTo("Back-off pulling image \"hub.test/user:v1\": ErrImagePull: " + NOT_FOUND);
        });
    }

    @Test
    public void aNodeByHandShowsWhatTheTestWrites() {
        cluster.addNode(NodeSpec.named("slow-1").byHand());
        DaemonSet set = puller(cluster.namespace());
        FakeKubelet kubelet = new FakeKubelet(cluster.admin(), set.getMetadata().getNamespace());
        Pod pod = kubelet.podOn("slow-1");

        kubelet.pulling(pod, 0);
        kubelet.pullFails(pod, 0, NOT_FOUND);
        kubelet.backsOff(pod, 0);

        ContainerStateWaiting waiting = pods(set).get(0).getStatus().getInitContainerStatuses().get(0).getState().getWaiting();
        assertThat(waiting.getReason()).isEqualTo("ImagePullBackOff");
        assertThat(waiting.getMessage()).isEqualTo("Back-off pulling image \"hub.test/user:v1\": ErrImagePull: " + NOT_FOUND);

        kubelet.pulling(pod, 0);
        kubelet.ready(pod);

        awaitReady(set, 1);
        assertThat(events(pod)).filteredOn(event -> event.getReason().equals("Pulling") && event.getMessage().contains("user:v1"))
                .singleElement()
                .satisfies(event -> assertThat(event.getCount()).isEqualTo(3));
        assertThat(events(pod)).extracting(Event::getMessage)
                .contains("Failed to pull image \"hub.test/user:v1\": " + NOT_FOUND, "Error: ErrImagePull")
                .contains("Successfully pulled image \"hub.test/user:v1\" in 1.234s (1.234s including waiting). Image size: 123456789 bytes.");
    }

    @Test
    public void aKubeletLetsAPodBeThatIsGone() {
        cluster.addNode(NodeSpec.named("swept-1").byHand());
        DaemonSet set = puller(cluster.namespace());
        FakeKubelet kubelet = new FakeKubelet(cluster.admin(), set.getMetadata().getNamespace());
        Pod first = kubelet.podOn("swept-1");
        cluster.admin().resource(first).withGracePeriod(0).delete();

        kubelet.rejects(first, "Evicted", "The node was low on resource: ephemeral-storage.");
        kubelet.rejects(kubelet.podOn("swept-1"), "Evicted", "The node was low on resource: ephemeral-storage.");

        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() ->
                assertThat(cluster.admin().resources(Event.class).inNamespace(set.getMetadata().getNamespace()).list().getItems())
                        .extracting(Event::getReason)
                        .contains("FailedDaemonPod"));
    }

    @Test
    public void anUnreadyNodeStaysUnready() {
        Node node = cluster.addNode(NodeSpec.named("broken-1").unready());

        assertThat(node.getSpec().getTaints()).extracting("key", "effect")
                .contains(tuple("node.kubernetes.io/not-ready", "NoSchedule"));
    }

    @Test
    public void theGatesAccountMayReadWhatItNeedsAndNothingElse() {
        String namespace = cluster.namespace();
        try (KubernetesClient gate = RealCluster.client(cluster.gateKubeconfig())) {
            assertThat(gate.apps().daemonSets().inNamespace(namespace).list().getItems()).isEmpty();
            assertThat(gate.pods().inNamespace(namespace).list().getItems()).isEmpty();
            assertThat(gate.v1().events().inNamespace(namespace).list().getItems()).isEmpty();
            assertThat(gate.batch().v1().jobs().inNamespace(namespace).list().getItems()).isEmpty();
            assertThat(gate.nodes().list().getItems()).isEmpty();
            assertForbidden(() -> gate.secrets().inNamespace(namespace).list());
            assertForbidden(() -> gate.pods().inNamespace("default").list());
            assertForbidden(() -> gate.apps().daemonSets().inAnyNamespace().list());
            assertForbidden(() -> gate.apps().daemonSets().inNamespace(namespace).withName("hook-image-puller").delete());
            assertForbidden(() -> gate.nodes().withName("user-1").delete());
        }
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(cluster.gateRequests()).filteredOn(line -> line.contains(namespace)).hasSize(6));
    }

    @Test
    public void twoClustersKnowNothingOfEachOther() {
        cluster.addNode(NodeSpec.named("here-1"));
        RealCluster second = (RealCluster) other;

        assertThat(second.admin().getMasterUrl()).isNotEqualTo(cluster.admin().getMasterUrl());
        assertThat(second.admin().nodes().list().getItems()).extracting(node -> node.getMetadata().getName()).containsExactly("kwok-1");
        assertThat(cluster.admin().nodes().withName("kwok-1").get()).isNull();
    }

    @Test
    public void aStoppedApiServerComesBackAtTheSamePlaceWithItsData() {
        String namespace = cluster.namespace();

        cluster.component("stop", "kube-apiserver");
        assertThatThrownBy(() -> cluster.admin().namespaces().withName(namespace).get()).isInstanceOf(KubernetesClientException.class);
        cluster.component("start", "kube-apiserver");

        Awaitility.await().atMost(Duration.ofMinutes(2)).ignoreExceptions()
                .until(() -> cluster.admin().namespaces().withName(namespace).get() != null);
    }

    private static DaemonSet puller(String namespace) {
        return cluster.admin()
                .resource(Pullers.chart4(namespace, "jupyterhub").images("hub.test/user:v1", "hub.test/extra:v1").daemonSet())
                .create();
    }

    private static DaemonSet awaitReady(DaemonSet set, int nodes) {
        return cluster.admin().resource(set).waitUntilCondition(
                current -> current.getStatus().getObservedGeneration() != null && current.getStatus().getNumberReady() == nodes,
                60,
                TimeUnit.SECONDS);
    }

    private static List<Pod> pods(DaemonSet set) {
        return cluster.admin().pods().inNamespace(set.getMetadata().getNamespace())
                .withLabel("component", "hook-image-puller").list().getItems();
    }

    private static List<Event> events(Pod pod) {
        return cluster.admin().v1().events().inNamespace(pod.getMetadata().getNamespace())
                .withField("involvedObject.uid", pod.getMetadata().getUid()).list().getItems();
    }

    private static void assertForbidden(ThrowingCallable request) {
        assertThatThrownBy(request).isInstanceOfSatisfying(KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
    }
}

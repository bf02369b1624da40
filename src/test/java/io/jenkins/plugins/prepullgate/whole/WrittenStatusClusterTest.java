package io.jenkins.plugins.prepullgate.whole;

import static io.jenkins.plugins.prepullgate.findings.FindingCode.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.testbed.FakeKubelet;
import io.jenkins.plugins.prepullgate.testbed.NodeSpec;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.awaitility.Awaitility;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** What a kubelet writes that the test bed's real nodes cannot be brought to: each failure on a node of its own, in one rollout. */
public class WrittenStatusClusterTest {
    private static final String IMAGE = "hub.test/singleuser:4.4.0";
    private static final Duration BUDGET = Duration.ofMinutes(2);

    @ClassRule
    @Rule
    public static final RealCluster cluster = new RealCluster();

    @Rule
    public final WholeGate gate = new WholeGate();

    private final Map<FindingCode, BiConsumer<FakeKubelet, Pod>> failures = new LinkedHashMap<>();

    private Running startWith(String prefix, FindingCode... slow) {
        failures.keySet().forEach(code -> cluster.addNode(NodeSpec.named(node(prefix, code)).byHand()));
        String namespace = cluster.namespace();
        cluster.admin().resource(Pullers.chart4(namespace, "hub").images(IMAGE).daemonSet()).create();
        FakeKubelet kubelet = new FakeKubelet(cluster.admin(), namespace);
        Running running = gate.start(cluster.gateKubeconfig(), PullerQuery.hook(namespace), NamedFailures.showing(slow), BUDGET);
        failures.forEach((code, failure) -> failure.accept(kubelet, kubelet.podOn(node(prefix, code))));
        return running;
    }

    private static String node(String prefix, FindingCode code) {
        return prefix + "-" + code.number();
    }

    private void eachIsNamed(String prefix, Running running) {
        failures.keySet().forEach(code -> NamedFailures.await(running, code, node(prefix, code)));
        running.held().cancel("seen");
    }

    private static BiConsumer<FakeKubelet, Pod> starting(String reason, String text) {
        return (kubelet, pod) -> kubelet.startFails(pod, 0, reason, text);
    }

    private static BiConsumer<FakeKubelet, Pod> pulling(String text) {
        return (kubelet, pod) -> kubelet.pullFails(pod, 0, text);
    }

    @Test
    public void everyWayInWhichAPodDoesNotRun() {
        failures.put(SANDBOX_FAILED, (kubelet, pod) -> kubelet.cannotSetUp(
                pod, "FailedCreatePodSandBox",
                "Failed to create pod sandbox: plugin type=\"bridge\" failed (add): no IP addresses available in range set"));
        failures.put(MOUNT, (kubelet, pod) -> kubelet.cannotSetUp(pod, "FailedMount",
                "MountVolume.SetUp failed for volume \"ca\": configmap \"ca\" not found"));
        failures.put(INIT_NO_SHELL,
                starting("RunContainerError", "failed to create containerd task: exec: \"/bin/sh\": stat /bin/sh: no such file or directory"));
        failures.put(CREATE_CONFIG, starting("CreateContainerConfigError", "container has runAsNonRoot and image will run as root"));
        failures.put(CREATE_CONTAINER, starting("CreateContainerError", "failed to reserve container name"));
        failures.put(CRASH_LOOP, (kubelet, pod) -> kubelet.crashes(pod, 0, 1));
        eachIsNamed("run", startWith("run", SANDBOX_FAILED, MOUNT, CREATE_CONTAINER));
    }

    @Test
    public void everyPullThatARealNodeIsNotBroughtTo() {
        failures.put(PULL_SIGNATURE, starting("SignatureValidationFailed", "a signature was required, but no signature exists"));
        failures.put(PULL_INSPECT,
                starting("ImageInspectError", "Failed to inspect image \"" + IMAGE + "\": rpc error: code = Unknown desc = database is locked"));
        failures.put(PULL_NO_SPACE, pulling("failed to copy: write /var/lib/containerd/ingest/1/data: no space left on device"));
        failures.put(PULL_RATE_LIMITED,
                pulling("unexpected status from HEAD request to https://hub.test/v2/singleuser/manifests/4.4.0: 429 Too Many Requests"));
        failures.put(PULL_UNKNOWN, pulling("the moon is full"));
        eachIsNamed("pull", startWith("pull"));
    }

    /** The controller replaces such pods, ever more slowly: until one is seen, the kubelet goes on refusing. */
    @Test
    public void podsThatTheKubeletThrowsOutOrRefusesOverAndOver() {
        List.of("thrown-1", "thrown-2").forEach(node -> cluster.addNode(NodeSpec.named(node).byHand()));
        String namespace = cluster.namespace();
        cluster.admin().resource(Pullers.chart4(namespace, "hub").images(IMAGE).daemonSet()).create();
        FakeKubelet kubelet = new FakeKubelet(cluster.admin(), namespace);
        Running running = gate.start(cluster.gateKubeconfig(), PullerQuery.hook(namespace), NamedFailures.showing(), BUDGET);
        Awaitility.await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(300)).until(() -> {
            kubelet.rejects(kubelet.podOn("thrown-1"), "Evicted", "The node was low on resource: ephemeral-storage.");
            kubelet.rejects(kubelet.podOn("thrown-2"), "OutOfpods", "Node didn't have enough resource: pods");
            return running.log().contains("EVICTED") && running.log().contains("POD_REJECTED_LOOP");
        });
        running.held().cancel("seen");
        assertThat(running.log()).contains("thrown-1").contains("thrown-2").contains("OutOfpods");
    }

    @Test
    public void anImageThatWasThereAndIsPulledAgain() {
        List<String> nodes = List.of("gone-1", "gone-2");
        nodes.forEach(node -> cluster.addNode(NodeSpec.named(node).byHand()));
        String namespace = cluster.namespace();
        cluster.admin().resource(Pullers.chart4(namespace, "hub").images(IMAGE).daemonSet()).create();
        FakeKubelet kubelet = new FakeKubelet(cluster.admin(), namespace);
        Running running = gate.start(cluster.gateKubeconfig(), PullerQuery.hook(namespace), NamedFailures.showing(), BUDGET);
        Pod first = kubelet.podOn("gone-1");
        kubelet.ready(first);
        running.until(a -> a.tally().ready() == 1);
        cluster.admin().resource(first).withGracePeriod(0).delete();
        Pod second = kubelet.podOn("gone-1");
        assertThat(second.getMetadata().getUid()).isNotEqualTo(first.getMetadata().getUid());
        kubelet.pulling(second, 0);
        NamedFailures.await(running, IMAGE_GONE_AFTER_PULL, "gone-1");
        kubelet.ready(second);
        kubelet.ready(kubelet.podOn("gone-2"));
        assertThat(running.end().success()).as(running.log()).isTrue();
        assertThat(running.log()).contains("IMAGE_GONE_AFTER_PULL");
        running.keepAs("image-gone");
    }
}

package io.jenkins.plugins.prepullgate.steps;

import static io.jenkins.plugins.prepullgate.steps.Soon.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.MockApi;
import io.jenkins.plugins.prepullgate.testbed.FakeKubelet;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** A cluster in memory with a hub's namespace. The test plays helm, the DaemonSet controller and the kubelets. */
public final class ClusterInMemory extends MockApi {
    public static final String NAMESPACE = "jhub";
    private static final String IMAGE = "registry.test/singleuser:1";

    private DaemonSet puller;
    private FakeKubelet kubelet;

    @Override
    protected void before() throws ConnectionException {
        super.before();
        puller = null;
        kubelet = new FakeKubelet(admin(), NAMESPACE);
        admin().resource(new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build()).create();
    }

    /** Such as {@code http://localhost:1234}. */
    public String url() {
        return "http://localhost:" + port();
    }

    public void worker(String name) {
        node(name, Map.of(), List.of());
    }

    /** A control-plane node, with the taint that keeps pods off it or without. */
    public void master(String name, boolean tainted) {
        String key = "node-role.kubernetes.io/control-plane";
        node(name, Map.of(key, ""), tainted ? List.of(new Taint("NoSchedule", key, null, null)) : List.of());
    }

    private void node(String name, Map<String, String> labels, List<Taint> taints) {
        admin().resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withLabels(labels)
                        .endMetadata()
                        .withNewSpec()
                        .withTaints(taints)
                        .endSpec()
                        .withNewStatus()
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .endCondition()
                        .endStatus()
                        .build())
                .create();
    }

    /** The hub's own pod, which has ended again and again for ten minutes. */
    public void crashingHub(String node) {
        String begun = Instant.now().minusSeconds(600).truncatedTo(ChronoUnit.SECONDS).toString();
        admin().resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(NAMESPACE)
                        .withName("hub-1")
                        .withUid("hub-1")
                        .withCreationTimestamp(begun)
                        .withLabels(Map.of("app", "jupyterhub", "component", "hub"))
                        .endMetadata()
                        .withNewSpec()
                        .withNodeName(node)
                        .addNewContainer()
                        .withName("hub")
                        .withImage("registry.test/hub:1")
                        .endContainer()
                        .endSpec()
                        .withNewStatus()
                        .withPhase("Running")
                        .withStartTime(begun)
                        .addNewContainerStatus()
                        .withName("hub")
                        .withImage("registry.test/hub:1")
                        .withRestartCount(9)
                        .withReady(false)
                        .withNewState()
                        .withNewWaiting(null, "CrashLoopBackOff")
                        .endState()
                        .withNewLastState()
                        .withNewTerminated()
                        .withExitCode(1)
                        .withReason("Error")
                        .endTerminated()
                        .endLastState()
                        .endContainerStatus()
                        .endStatus()
                        .build())
                .create();
    }

    /** helm starts the hook, and the controller places a pod on each of the nodes. */
    public void startPuller(String... nodes) {
        puller = admin().resource(Pullers.chart4(NAMESPACE, "hub").images(IMAGE).daemonSet()).create();
        for (String node : nodes) {
            admin().resource(podOn(node)).create();
        }
        count();
    }

    /** A step has applied a puller of its own, and the controller places a pod on each of the nodes. */
    public void runOwnPuller(String... nodes) {
        puller = await().atMost(Duration.ofMinutes(1)).until(this::ownPullers, own -> own.size() == 1).get(0);
        for (String node : nodes) {
            admin().resource(podOn(node)).create();
        }
        count();
    }

    /** What steps have applied and not removed. */
    public List<DaemonSet> ownPullers() {
        return admin().apps().daemonSets().inNamespace(NAMESPACE).withLabel("app.kubernetes.io/managed-by", "prepull-gate").list().getItems();
    }

    /** A node has every image. */
    public void pulled(String node) {
        kubelet.ready(kubelet.podOn(node));
        count();
    }

    /** The registry says that a node's image does not exist. */
    public void notFound(String node) {
        kubelet.pullFails(kubelet.podOn(node), 0, "rpc error: code = NotFound desc = failed to pull and unpack image \"" + IMAGE
                + "\": failed to resolve reference \"" + IMAGE + "\": " + IMAGE + ": not found");
    }

    private Pod podOn(String node) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(puller.getMetadata().getName() + "-" + node)
                .withNamespace(NAMESPACE)
                .withLabels(puller.getSpec().getTemplate().getMetadata().getLabels())
                .addNewOwnerReference()
                .withApiVersion("apps/v1")
                .withKind("DaemonSet")
                .withName(puller.getMetadata().getName())
                .withUid(puller.getMetadata().getUid())
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withSpec(puller.getSpec().getTemplate().getSpec().edit().withNodeName(node).build())
                .withNewStatus()
                .withPhase("Pending")
                .endStatus()
                .build();
    }

    /** The controller's counters, of a puller that is still there: a step removes its own as soon as it sees the last pod ready. */
    private void count() {
        List<Pod> pods = admin().pods().inNamespace(NAMESPACE).list().getItems();
        int ready = (int) pods.stream().filter(pod -> pod.getStatus() != null && "Running".equals(pod.getStatus().getPhase())).count();
        try {
            admin().apps().daemonSets().inNamespace(NAMESPACE).withName(puller.getMetadata().getName()).edit(old -> new DaemonSetBuilder(old)
                    .withNewStatus()
                    .withObservedGeneration(old.getMetadata().getGeneration())
                    .withDesiredNumberScheduled(pods.size())
                    .withCurrentNumberScheduled(pods.size())
                    .withUpdatedNumberScheduled(pods.size())
                    .withNumberReady(ready)
                    .withNumberAvailable(ready)
                    .withNumberMisscheduled(0)
                    .endStatus()
                    .build());
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
    }
}

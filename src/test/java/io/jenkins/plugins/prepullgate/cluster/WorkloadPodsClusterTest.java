package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.rollout.PodTrouble;
import io.jenkins.plugins.prepullgate.testbed.NodeSpec;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** A hub's pod as a real control plane shows it, unplaced, crashing and well. */
public class WorkloadPodsClusterTest {
    private static final Map<String, String> LABELS = Map.of("app", "jupyterhub", "component", "hub", "release", "hub");

    @ClassRule
    @Rule
    public static final RealCluster cluster = new RealCluster();

    private String namespace;
    private ClusterClient client;
    private WorkloadPods pods;

    @Before
    public void connect() throws Exception {
        namespace = cluster.namespace();
        client = ClusterClient.connect(Kubeconfigs.read(cluster.gateKubeconfig(), null));
        pods = new WorkloadPods(client, namespace, WorkloadPods.HUB);
    }

    @After
    public void disconnect() {
        client.close();
    }

    private static Deployment hub(String pool) {
        return new DeploymentBuilder().withNewMetadata().withName("hub").withLabels(LABELS).endMetadata()
                .withNewSpec().withReplicas(1).withNewSelector().withMatchLabels(LABELS).endSelector()
                .withNewStrategy().withType("Recreate").endStrategy()
                .withNewTemplate().withNewMetadata().withLabels(LABELS).endMetadata()
                .withNewSpec().withNodeSelector(Map.of("pool", pool))
                .addNewContainer().withName("hub").withImage("hub.test/hub:v1").endContainer().endSpec()
                .endTemplate().endSpec().build();
    }

    private Deployment withClaim(String pool) {
        return new DeploymentBuilder(hub(pool)).editSpec().editTemplate().editSpec()
                .addNewVolume().withName("db").withNewPersistentVolumeClaim("hub-db-dir", false).endVolume()
                .endSpec().endTemplate().endSpec().build();
    }

    /** No volume has an empty storage class. */
    private PersistentVolumeClaim unboundClaim() {
        return new PersistentVolumeClaimBuilder().withNewMetadata().withName("hub-db-dir").withNamespace(namespace).endMetadata()
                .withNewSpec().withAccessModes("ReadWriteOnce").withStorageClassName("")
                .withNewResources().addToRequests("storage", new Quantity("1Gi")).endResources()
                .endSpec().build();
    }

    private static PodStatus crashing(Pod pod) {
        return new PodStatusBuilder(pod.getStatus()).withPhase("Running").withStartTime(Instant.now().minusSeconds(600).toString())
                .withContainerStatuses(new ContainerStatusBuilder()
                        .withName("hub").withImage("hub.test/hub:v1").withImageID("sha256:1").withReady(false).withRestartCount(6)
                        .withNewState().withNewWaiting("back-off 2m40s restarting failed container=hub", "CrashLoopBackOff").endState()
                        .withNewLastState().withNewTerminated().withExitCode(1).withReason("Error").endTerminated().endLastState().build())
                .build();
    }

    private void create(Deployment deployment) {
        cluster.admin().apps().deployments().inNamespace(namespace).resource(deployment).create();
    }

    private Finding named(FindingCode code) {
        return Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
            WorkloadPods.Look look = pods.read();
            return PodTrouble.of(look.pods(), look.events(), Instant.now()).stream().filter(f -> f.code() == code).findFirst().orElse(null);
        }, finding -> finding != null);
    }

    private String standing() throws ConnectionException {
        return PodTrouble.standing(pods.read().pods());
    }

    @Test
    public void noNodeForIt() throws Exception {
        cluster.addNode(NodeSpec.named("hub-elsewhere").labelled("pool", "users"));
        create(hub("core"));
        // The scheduler may not have heard yet that the node of the test before is gone.
        assertThat(named(FindingCode.UNSCHEDULABLE_OTHER).summary()).containsPattern("the hub's pod finds no node: 0/\\d nodes are available");
        assertThat(standing()).isEqualTo("its pod is not scheduled");
    }

    @Test
    public void aClaimThatNobodyFills() {
        cluster.addNode(NodeSpec.named("hub-claims").labelled("pool", "claims"));
        cluster.admin().resource(unboundClaim()).create();
        create(withClaim("claims"));
        assertThat(named(FindingCode.UNSCHEDULABLE_OTHER).remedy()).startsWith("kubectl get pvc");
    }

    @Test
    public void aHubThatCrashes() throws Exception {
        cluster.addNode(NodeSpec.named("hub-crashes").byHand().labelled("pool", "crashes"));
        create(hub("crashes"));
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !pods.read().pods().isEmpty() && pods.read().pods().get(0).bound());
        Pod pod = cluster.admin().pods().inNamespace(namespace).withLabels(LABELS).list().getItems().get(0);
        cluster.admin().pods().inNamespace(namespace).withName(pod.getMetadata().getName())
                .editStatus(p -> new PodBuilder(p).withStatus(crashing(p)).build());
        Finding finding = named(FindingCode.CRASH_LOOP);
        assertThat(finding.permanent()).isTrue();
        assertThat(finding.nodes()).containsExactly("hub-crashes");
        assertThat(finding.summary()).isEqualTo("container hub of the hub's pod ends with exit code 1 Error, 7 times so far");
    }

    @Test
    public void aHubThatRuns() {
        cluster.addNode(NodeSpec.named("hub-runs").labelled("pool", "runs"));
        create(hub("runs"));
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> standing().equals("its pod on hub-runs is ready"));
    }

    @Test
    public void whereThereIsNoneItIsMissed() {
        assertThat(named(FindingCode.HUB_POD_MISSING).permanent()).isFalse();
    }
}

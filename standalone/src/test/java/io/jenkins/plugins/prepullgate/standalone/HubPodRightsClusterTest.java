package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.jenkins.plugins.prepullgate.hub.ScriptedHub;
import io.jenkins.plugins.prepullgate.hub.ScriptedHub.Reply;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code hub wait} beside a real control plane that may not create the hub's pod, under the role of {@code docs/rbac/hub-wait.yaml}. */
public class HubPodRightsClusterTest {
    private static final Map<String, String> LABELS = Map.of("app", "jupyterhub", "component", "hub");

    @ClassRule
    @Rule
    public static final RealCluster cluster = new RealCluster();

    @Rule
    public final ScriptedHub hub = new ScriptedHub();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private String namespace;

    @Before
    public void aHubWhosePodIsRefused() {
        hub.on("/hub/health", (method, path, body) -> Reply.of(503, ""));
        namespace = cluster.namespace();
        cluster.admin().resource(new ResourceQuotaBuilder().withNewMetadata().withName("none").withNamespace(namespace).endMetadata().withNewSpec()
                .addToHard("pods", new Quantity("0")).endSpec().build()).create();
        cluster.admin().resource(new DeploymentBuilder().withNewMetadata().withName("hub").withNamespace(namespace).withLabels(LABELS).endMetadata()
                .withNewSpec().withReplicas(1).withNewSelector().withMatchLabels(LABELS).endSelector()
                .withNewTemplate().withNewMetadata().withLabels(LABELS).endMetadata()
                .withNewSpec().addNewContainer().withName("hub").withImage("hub.test/hub:v1").endContainer().endSpec().endTemplate().endSpec()
                        .build()).create();
    }

    private Run waiting(String missing, String budget) throws Exception {
        Path root = folder.getRoot().toPath();
        String kubeconfig = Roles.apply(cluster.admin(), cluster.adminKubeconfig(), root, namespace, "hub-wait", missing);
        return Run.of("hub", "wait", "--url", hub.target().url().toString(), "--token-file", token(root), "-n", namespace, "--kubeconfig",
                kubeconfig, "--budget", budget);
    }

    private static String token(Path root) throws IOException {
        return Files.writeString(root.resolve("token"), "abc\n").toString();
    }

    @Test
    public void theRoleIsEnoughToSayWhyThereIsNoPod() throws Exception {
        Run run = waiting("", "90s");
        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(ExitCode.DOOMED);
        assertThat(run.out()).contains("exceeded quota: none", "HUB WAIT FAILED POD_CREATE_QUOTA: the hub's pod may not be created: ");
    }

    @Test
    public void withoutAWordFromTheReplicaSetThePodIsMissedAndTheBudgetDecides() throws Exception {
        for (String right : new String[] {"list replicasets", "list events"}) {
            Run run = waiting(right, "8s");
            assertThat(run.code()).as(right + "\n" + run.out() + run.err()).isEqualTo(ExitCode.OUT_OF_TIME);
            assertThat(run.out()).as(right).contains("HUB_POD_MISSING");
        }
    }

    @Test
    public void withoutPodsItSaysWhichRightIsMissing() throws Exception {
        Run run = waiting("list pods", "60s");
        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(ExitCode.UNSEEN);
        assertThat(run.err()).contains("cannot list resource \"pods\"").doesNotContain("\tat ");
    }

    @Test
    public void everyRightOfTheRoleIsTakenAwayOnce() throws Exception {
        assertThat(Roles.rights(cluster.admin(), "hub-wait")).containsExactlyInAnyOrder("list pods", "list events", "list replicasets");
    }
}

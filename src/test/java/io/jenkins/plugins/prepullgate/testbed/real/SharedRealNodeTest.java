package io.jenkins.plugins.prepullgate.testbed.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import io.jenkins.plugins.prepullgate.whole.WholeGate;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** Kubelets of 1.35 give an image that was pulled with a secret only to pods that have one. */
public class SharedRealNodeTest {
    private static final String PRIVATE = "hub.test/basic/shared:v1";
    private static final String SECRET = "pull";

    @ClassRule
    @Rule
    public static final RealNodes cluster = new RealNodes("real:1@1.7,1@2.2");

    @Rule
    public final WholeGate gate = new WholeGate();

    @Test
    public void whatUsersWouldBeRefusedIsSaidBeforeTheyAreAndNotOnceTheyHaveTheSecret() {
        String namespace = cluster.namespace();
        cluster.admin().resource(credentials(namespace)).create();
        running(user(namespace, "jupyter-alice", "hub.test/shared-users/app:v1", List.of()));
        DaemonSet puller = withSecret(Pullers.chart4(namespace, "hub").images(PRIVATE).daemonSet());
        cluster.admin().resource(puller).create();

        Running before = start(namespace);
        WaitResult refused = before.end();

        assertThat(refused.success()).as(before.log()).isTrue();
        assertThat(refused.last().findings()).as(before.log()).filteredOn(f -> f.code() == FindingCode.PREPULL_NOT_SHARED).singleElement().satisfies(this::names);
        assertThat(before.log()).contains("PREPULL_NOT_SHARED").contains("singleuser.image.pullSecrets");
        for (String node : List.of("real-1", "real-2")) {
            Pod without = user(namespace, "jupyter-without-" + node, PRIVATE, List.of());
            assertThat(waiting(onNode(without, node), PRIVATE)).as("the image is there, and is refused").contains("pull access denied");
        }
        before.keepAs("real-not-shared");

        cluster.admin().pods().inNamespace(namespace).withName("jupyter-alice").delete();
        cluster.registry("DELETE", "/log", "");
        Pod with = user(namespace, "jupyter-bob", PRIVATE, List.of(new LocalObjectReference(SECRET)));
        running(onNode(with, "real-1"));
        assertThat(cluster.registry("GET", "/log/basic/shared", "")).as("the same secret: without asking the registry").doesNotContain("\"user\":\"puller\"");

        cluster.admin().pods().inNamespace(namespace).withName("jupyter-without-real-1").delete();
        cluster.admin().pods().inNamespace(namespace).withName("jupyter-without-real-2").delete();
        Running after = start(namespace);
        WaitResult shared = after.end();
        assertThat(shared.success()).as(after.log()).isTrue();
        assertThat(shared.last().findings()).as(after.log()).noneMatch(f -> f.code() == FindingCode.PREPULL_NOT_SHARED);
    }

    @Test
    public void usersWhoAlwaysAskAreSaidToDependOnTheRegistryAndDo() {
        String namespace = cluster.namespace();
        String image = "hub.test/always/app:v1";
        running(always(user(namespace, "jupyter-carol", image, List.of())));
        cluster.admin().resource(Pullers.chart4(namespace, "hub").images(image).daemonSet()).create();

        Running running = start(namespace);
        assertThat(running.end().last().findings()).as(running.log()).anyMatch(f -> f.code() == FindingCode.USER_PODS_PULL_ALWAYS);
        running.keepAs("real-always");

        cluster.registry("POST", "/down", "");
        try {
            assertThat(waiting(onNode(always(user(namespace, "jupyter-dave", image, List.of())), "real-1"), image)).contains("connection refused");
            running(onNode(user(namespace, "jupyter-erin", image, List.of()), "real-1"));
        } finally {
            cluster.registry("POST", "/up", "");
        }
    }

    private static Pod always(Pod pod) {
        return new PodBuilder(pod).editSpec().editFirstContainer().withImagePullPolicy("Always").endContainer().endSpec().build();
    }

    private void names(Finding finding) {
        assertThat(finding.nodes()).containsExactly("real-1", "real-2");
        assertThat(finding.summary()).startsWith("the prepuller pulls with pull, user pods without a secret");
        assertThat(finding.evidence().get(0).value()).contains("by a running user pod: none");
    }

    private static Secret credentials(String namespace) {
        String login = Base64.getEncoder().encodeToString("puller:secret".getBytes(StandardCharsets.UTF_8));
        return new SecretBuilder()
                .withNewMetadata()
                .withName(SECRET)
                .withNamespace(namespace)
                .endMetadata()
                .withType("kubernetes.io/dockerconfigjson")
                .withStringData(Map.of(".dockerconfigjson", "{\"auths\":{\"hub.test\":{\"auth\":\"" + login + "\"}}}"))
                .build();
    }

    private static DaemonSet withSecret(DaemonSet puller) {
        return new DaemonSetBuilder(puller)
                .editSpec()
                .editTemplate()
                .editSpec()
                .addNewImagePullSecret(SECRET)
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static Pod user(String namespace, String name, String image, List<LocalObjectReference> secrets) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .addToLabels("component", "singleuser-server")
                .endMetadata()
                .withNewSpec()
                .withAutomountServiceAccountToken(false)
                .withTerminationGracePeriodSeconds(0L)
                .withImagePullSecrets(secrets)
                .addNewContainer()
                .withName("notebook")
                .withImage(image)
                .withImagePullPolicy("IfNotPresent")
                .withCommand("/bin/sh", "-c", "sleep 1000")
                .endContainer()
                .endSpec()
                .build();
    }

    private static Pod onNode(Pod pod, String node) {
        return new PodBuilder(pod).editSpec().withNodeName(node).endSpec().build();
    }

    private static void running(Pod pod) {
        cluster.admin().resource(pod).create();
        cluster.admin().resource(pod).waitUntilCondition(p -> p != null && "Running".equals(p.getStatus().getPhase()), 60, TimeUnit.SECONDS);
    }

    /** Why the pod's container waits, once it says so. */
    private static String waiting(Pod pod, String image) {
        cluster.admin().resource(pod).create();
        Pod seen = cluster.admin().resource(pod).waitUntilCondition(
                p -> p != null && p.getStatus().getContainerStatuses().stream().map(c -> c.getState().getWaiting()).anyMatch(w -> told(w, image)), 60, TimeUnit.SECONDS);
        return seen.getStatus().getContainerStatuses().get(0).getState().getWaiting().getMessage();
    }

    private static boolean told(ContainerStateWaiting waiting, String image) {
        return waiting != null && waiting.getMessage() != null && waiting.getMessage().contains(image);
    }

    private Running start(String namespace) {
        return gate.start(cluster.gateKubeconfig(), PullerQuery.hook(namespace), Policy.DEFAULT, Duration.ofSeconds(90));
    }
}

package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.jenkins.plugins.prepullgate.cluster.Charts;
import io.jenkins.plugins.prepullgate.testbed.Helm;
import io.jenkins.plugins.prepullgate.testbed.NodeSpec;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What {@code prepull} makes on a real control plane: of charts of every time and name, of every option, and of what a killed run has left. */
public class PrepullChartsClusterTest {
    private static int tests;

    @ClassRule
    @Rule
    public static final RealCluster cluster = new RealCluster();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private String namespace;

    @Before
    public void oneUserNode() {
        namespace = cluster.namespace();
        PrepullRights.give(cluster.admin(), namespace);
        cluster.addNode(NodeSpec.named("chart-user-" + ++tests).labelled("hub.jupyter.org/node-purpose", "user").tainted("gpu=yes:NoSchedule"));
        cluster.addNode(NodeSpec.named("chart-plain-" + tests).labelled("hub.jupyter.org/node-purpose", "user"));
    }

    private String[] command(String... more) {
        List<String> args = new ArrayList<>(List.of("prepull", "-n", namespace, "--kubeconfig", cluster.gateKubeconfig().toString(), "--plain"));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    private List<DaemonSet> left() {
        return cluster.admin().apps().daemonSets().inNamespace(namespace).list().getItems();
    }

    private DaemonSet onlyOne() {
        assertThat(left()).hasSize(1);
        return left().get(0);
    }

    /** Without the priority class, which the chart itself makes after its hook. */
    private static String recorded(String version) {
        return Charts.z2jh(version).replace("      priorityClassName: hub-image-puller-priority\n", "");
    }

    /** Each at the same time as the others, for an owner of its own. */
    @Test
    public void chartsOfEveryTimeAndUnderAnyNameArePulled() throws IOException {
        Map<String, String> charts = new LinkedHashMap<>();
        for (String version : List.of("0.7.0", "0.11.1", "4.4.0")) {
            charts.put("z2jh " + version, recorded(version));
        }
        Helm helm = new Helm(cluster, namespace, "hub");
        for (String override : List.of("null", "\"jhub\"", "\"\"")) {
            String words = "template hub " + Helm.chart() + " --set-json fullnameOverride=" + override;
            charts.put("prefix " + override, helm.command(words).end().orFail().output());
        }
        Map<String, CompletableFuture<Run>> runs = new LinkedHashMap<>();
        for (Map.Entry<String, String> chart : charts.entrySet()) {
            String file = Files.writeString(folder.newFile().toPath(), chart.getValue()).toString();
            runs.put(chart.getKey(), CompletableFuture.supplyAsync(() -> Run.of(command("--manifest", file, "--owner", chart.getKey()))));
        }

        runs.forEach((name, running) -> {
            Run run = running.join();
            assertThat(run.code()).as(name + "\n" + run.out() + run.err()).isZero();
            assertThat(run.lines()).last().asString().startsWith("[prepull] PREPULL COMPLETE: 1 of 1 nodes have every image");
        });
        assertThat(runs.get("prefix null").join().out()).contains("as the chart's hub-jupyterhub-hook-image-puller, but ");
        assertThat(runs.get("prefix \"jhub\"").join().out()).contains("as the chart's jhub-hook-image-puller, but ");
        assertThat(runs.get("prefix \"\"").join().out()).contains("as the chart's hook-image-puller, but ");
        assertThat(left()).isEmpty();
    }

    @Test
    public void theObjectSaysWhoseItIsAndNothingOfHelms() throws IOException {
        Path chart = Files.writeString(folder.newFile().toPath(), recorded("4.4.0"));
        assertThat(Run.of(command("--manifest", chart.toString(), "--keep", "--owner", "CI job 7")).code()).isZero();

        DaemonSet kept = onlyOne();

        assertThat(kept.getMetadata().getName()).startsWith("prepull-ci-job-7-");
        assertThat(kept.getMetadata().getLabels()).containsEntry("app.kubernetes.io/managed-by", "prepull-gate")
                .doesNotContainKeys("release", "component");
        assertThat(kept.getMetadata().getAnnotations()).containsEntry("prepull-gate/owner", "CI job 7").containsKey("prepull-gate/expires");
        assertThat(kept.getMetadata().getAnnotations().keySet()).noneMatch(key -> key.startsWith("helm.sh/") || key.startsWith("meta.helm.sh/"));
        assertThat(kept.getMetadata().getManagedFields())
                .filteredOn(fields -> fields.getSubresource() == null || fields.getSubresource().isEmpty())
                .anySatisfy(fields -> {
                    assertThat(fields.getManager()).isEqualTo("prepull-gate");
                    assertThat(fields.getOperation()).isEqualTo("Apply");
                });
    }

    /** What a CI job in a container does, whose processes the next job cannot see. */
    @Test
    public void aLaterRunForTheSameOwnerGoesOnWithWhatAKilledOneLeft() throws Exception {
        String[] images = {"--image", "hub.test/user:v1", "--owner", "deploy production"};
        try (RunningCommand running = RunningCommand.of(command(images))) {
            running.until("applied DaemonSet").kill().end();
        }
        DaemonSet killed = onlyOne();

        Run kept = Run.of(command("--image", "hub.test/user:v1", "--owner", "deploy production", "--keep"));

        assertThat(kept.code()).as(kept.out() + kept.err()).isZero();
        assertThat(onlyOne().getMetadata().getUid()).as("the same object").isEqualTo(killed.getMetadata().getUid());
        Run last = Run.of(command(images));
        assertThat(last.code()).as(last.out() + last.err()).isZero();
        assertThat(left()).isEmpty();
    }

    @Test
    public void everyOptionReachesThePods() {
        cluster.admin().resource(new ServiceAccountBuilder().withNewMetadata().withName("users").withNamespace(namespace).endMetadata().build())
                .create();
        Run run = Run.of(command("--image", "hub.test/user:v1", "--image", "hub.test/lab:v2", "--toleration", "gpu=yes:NoSchedule", "--node-selector",
                "hub.jupyter.org/node-purpose=user", "--pull-secret", "pull-1", "--pull-secret", "pull-2", "--service-account", "users",
                "--priority-class", "system-cluster-critical", "--requests", "cpu=5m,memory=8Mi", "--limits", "memory=64Mi",
                "--keep", "--owner", "o"));

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.lines()).last().asString().startsWith("[prepull] PREPULL COMPLETE: 2 of 2 nodes have every image");
        List<Pod> pods = cluster.admin().pods().inNamespace(namespace).list().getItems();
        assertThat(pods).extracting(pod -> pod.getSpec().getNodeName()).containsExactlyInAnyOrder("chart-user-" + tests, "chart-plain-" + tests);
        for (Pod pod : pods) {
            PodSpec spec = pod.getSpec();
            assertThat(spec.getImagePullSecrets()).extracting(secret -> secret.getName()).containsExactly("pull-1", "pull-2");
            assertThat(spec.getServiceAccountName()).isEqualTo("users");
            assertThat(spec.getPriorityClassName()).isEqualTo("system-cluster-critical");
            assertThat(spec.getInitContainers()).extracting(container -> container.getImage()).contains("hub.test/user:v1", "hub.test/lab:v2");
            assertThat(spec.getInitContainers()).allSatisfy(container -> {
                assertThat(container.getResources().getRequests()).containsEntry("cpu", new Quantity("5m"))
                        .containsEntry("memory", new Quantity("8Mi"));
                assertThat(container.getResources().getLimits()).containsEntry("memory", new Quantity("64Mi"));
            });
        }
    }
}

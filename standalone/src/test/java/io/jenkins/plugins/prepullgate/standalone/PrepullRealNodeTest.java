package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.jenkins.plugins.prepullgate.testbed.Helm;
import io.jenkins.plugins.prepullgate.testbed.real.RealNodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The whole command on containerd 1.7 and 2.2: images are there afterwards, whatever is or is not in them, and helm has nothing to wait for. */
public class PrepullRealNodeTest {
    @ClassRule
    @Rule
    public static final RealNodes cluster = new RealNodes("real:1@1.7,1@2.2");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private String namespace;

    @Before
    public void aRestrictedNamespaceWithTheRight() {
        namespace = cluster.namespace();
        PrepullRights.give(cluster.admin(), namespace);
        cluster.admin().namespaces().withName(namespace).edit(n -> new NamespaceBuilder(n).editMetadata()
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted").endMetadata().build());
    }

    private Run prepull(String... more) {
        List<String> args = new ArrayList<>(List.of("prepull", "-n", namespace, "--kubeconfig", cluster.gateKubeconfig().toString(), "--plain",
                "--budget", "100s"));
        args.addAll(List.of(more));
        Instant begun = Instant.now();
        Run run = Run.of(args.toArray(String[]::new));
        keep(String.join(" ", more) + "\nended with " + run.code() + " after " + Duration.between(begun, Instant.now()).toMillis() + " ms\n"
                + run.out() + run.err());
        assertThat(cluster.admin().apps().daemonSets().inNamespace(namespace).list().getItems()).as(run.out()).isEmpty();
        return run;
    }

    /** Keeps what was said and how long it took, where {@code -Dmeasured.dir} asks for it. */
    private static void keep(String text) {
        String measured = System.getProperty("measured.dir");
        if (measured != null) {
            try {
                Path file = Path.of(measured, "prepull.txt");
                Files.writeString(file, (Files.exists(file) ? Files.readString(file) : "") + text + "\n");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private long layersServed(String repository) {
        return cluster.registry("GET", "/log/" + repository, "").lines().filter(line -> line.contains("\"place\":\"layer\"")).count();
    }

    private boolean listedOnBoth(String image) {
        return cluster.admin().nodes().list().getItems().stream()
                .allMatch(node -> node.getStatus().getImages().stream().anyMatch(i -> i.getNames().contains(image)));
    }

    /** A pod that may not pull starts only if the image is there and usable. */
    private void runsWithoutPulling(String image) {
        for (String node : List.of("real-1", "real-2")) {
            cluster.admin().namespaces().withName(namespace).edit(n -> new NamespaceBuilder(n).editMetadata()
                    .removeFromLabels("pod-security.kubernetes.io/enforce").endMetadata().build());
            cluster.admin().resource(new PodBuilder().withNewMetadata().withName("user-" + node).withNamespace(namespace).endMetadata().withNewSpec()
                    .withNodeName(node).withRestartPolicy("Never").addNewContainer().withName("user").withImage(image).withImagePullPolicy("Never")
                    .withCommand("/bin/true").endContainer().endSpec().build()).create();
        }
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> cluster.admin().pods().inNamespace(namespace).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getName().startsWith("user-")).allMatch(pod -> "Succeeded".equals(pod.getStatus().getPhase())));
    }

    @Test
    public void imagesWithAndWithoutAShellAreThereAfterwards() {
        Run run = prepull("--image", "hub.test/noshell/bare:v1", "--image", "hub.test/size/20m/full:v1");

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.lines()).last().asString().startsWith("[prepull] PREPULL COMPLETE: 2 of 2 nodes have every image");
        runsWithoutPulling("hub.test/noshell/bare:v1");
    }

    @Test
    public void whatIsThereAlreadyIsSaidAndNotPulledAgain() {
        assertThat(prepull("--image", "hub.test/size/20m/again:v1").code()).isZero();
        long served = layersServed("size/20m/again");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> listedOnBoth("hub.test/size/20m/again:v1"));

        Run again = prepull("--image", "hub.test/size/20m/again:v1");

        assertThat(again.code()).as(again.out()).isZero();
        assertThat(again.lines()).contains("[prepull] present already: hub.test/size/20m/again:v1 on 2 of 2 nodes");
        assertThat(layersServed("size/20m/again")).isEqualTo(served);
    }

    @Test
    public void aMissingTagNeverReachesHelm() {
        Run run = prepull("--image", "hub.test/e404/app:v1");

        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(1);
        assertThat(run.lines()).last().asString().startsWith("[prepull] PREPULL FAILED PULL_NOT_FOUND: hub.test/e404/app:v1: the image does not exist");
    }

    /** It is pulled without complaint, and the copied program would run in it. */
    @Test
    public void anImageOfAnotherArchitectureIsSaidToBe() {
        Run run = prepull("--image", "hub.test/arch/s390x/app:v1");

        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(1);
        assertThat(run.lines()).last().asString().startsWith("[prepull] PREPULL FAILED PULL_PLATFORM_MISMATCH: hub.test/arch/s390x/app:v1");
    }

    @Test
    public void afterTheChartsOwnPullHelmTakesSeconds() throws IOException {
        Helm helm = new Helm(cluster, namespace, "hub");
        String values = "--set-json images=[\"hub.test/size/20m/layers/2/user:v1\"] ";
        Path chart = folder.newFile("chart.yaml").toPath();
        cluster.admin().namespaces().withName(namespace).edit(n -> new NamespaceBuilder(n).editMetadata()
                .removeFromLabels("pod-security.kubernetes.io/enforce").endMetadata().build());
        Files.writeString(chart, helm.command("template hub " + Helm.chart() + " " + values).end().orFail().output());

        Run run = prepull("--manifest", chart.toString());
        Helm.Ended deployed = helm.upgrade(List.of((values + "--set prePuller.hook.enabled=false --wait --timeout 60s").split(" "))).end();

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(deployed.orFail().took()).as("of the 60 s that it would have").isLessThan(Duration.ofSeconds(20));
        keep("helm upgrade, hook disabled: " + deployed.took().toMillis() + " ms\n" + deployed.output());
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> cluster.admin().apps().daemonSets().inNamespace(namespace)
                .withName("continuous-image-puller").get().getStatus().getNumberReady() == 2);
        assertThat(layersServed("size/20m/layers/2/user")).as("three layers for each of two nodes, and never again").isEqualTo(6);
    }
}

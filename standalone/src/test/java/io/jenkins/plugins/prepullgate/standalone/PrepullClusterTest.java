package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerImage;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.jenkins.plugins.prepullgate.cluster.Charts;
import io.jenkins.plugins.prepullgate.testbed.Helm;
import io.jenkins.plugins.prepullgate.testbed.NodeSpec;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
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

/** The whole command on a real control plane, with the rights that {@code docs/HELM.md} names: whatever comes of it, nothing is left. */
public class PrepullClusterTest {
    private static int tests;

    @ClassRule
    @Rule
    public static final RealCluster cluster = new RealCluster();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private String namespace;
    /** Of this test's nodes alone. */
    private String pool;

    @Before
    public void aNamespaceWithTheRight() {
        namespace = cluster.namespace();
        pool = "pool-" + ++tests;
        PrepullRights.give(cluster.admin(), namespace);
    }

    private void node(NodeSpec spec) {
        cluster.addNode(spec.labelled("pool", pool));
    }

    private void quickNode() {
        node(NodeSpec.named("quick-" + tests));
    }

    /** One on which no pull ever ends. */
    private void slowNode() {
        node(NodeSpec.named("slow-" + tests).byHand());
    }

    private String[] command(String... more) {
        List<String> args = new ArrayList<>(List.of("prepull", "-n", namespace, "--kubeconfig", cluster.gateKubeconfig().toString(), "--plain"));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    private String[] images(String... more) {
        List<String> args = new ArrayList<>(List.of("--image", "hub.test/user:v1", "--image", "hub.test/lab:v2", "--node-selector", "pool=" + pool));
        args.addAll(List.of(more));
        return command(args.toArray(String[]::new));
    }

    private List<DaemonSet> left() {
        return cluster.admin().apps().daemonSets().inNamespace(namespace).list().getItems();
    }

    private static void lastLine(Run run, String start) {
        assertThat(run.lines()).as(run.out() + run.err()).isNotEmpty().last().asString().startsWith("[prepull] " + start);
    }

    @Test
    public void imagesArePulledAndThePullerIsRemoved() {
        quickNode();

        Run run = Run.of(images());

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.lines()).anyMatch(l -> l.contains("applied DaemonSet " + namespace + "/prepull-process-"))
                .anyMatch(l -> l.contains("pulling image 2 of 4 (user:v1)") || l.contains("1/1 ready"))
                .anyMatch(l -> l.contains("removed DaemonSet " + namespace + "/prepull-process-"));
        lastLine(run, "PREPULL COMPLETE: 1 of 1 nodes have every image");
        assertThat(left()).isEmpty();
    }

    @Test
    public void aDoomedPrepullLeavesNothing() {
        node(NodeSpec.named("bad-" + tests));

        Run run = Run.of(images());

        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(1);
        lastLine(run, "PREPULL FAILED PULL_NOT_FOUND: ");
        assertThat(left()).isEmpty();
    }

    @Test
    public void aBudgetThatRunsOutLeavesNothing() {
        slowNode();

        Run run = Run.of(images("--budget", "3s"));

        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(3);
        assertThat(left()).isEmpty();
    }

    @Test
    public void aTerminatedProcessTakesItsPullerWithIt() throws Exception {
        slowNode();
        try (RunningCommand running = RunningCommand.of(images())) {
            running.until("0/1 ready");
            assertThat(left()).hasSize(1);

            Run run = running.terminate().end();

            assertThat(run.code()).as(run.out()).isEqualTo(130);
            lastLine(run, "PREPULL FAILED CANCELLED: the wait was cancelled: interrupted");
            assertThat(left()).isEmpty();
        }
    }

    /** From the moment that the object is there, before anything is watched. */
    @Test
    public void aProcessTerminatedAsItBeginsLeavesNothing() throws Exception {
        slowNode();
        try (RunningCommand running = RunningCommand.of(images())) {
            Run run = running.until("applied DaemonSet").terminate().end();

            assertThat(run.code()).as(run.out()).isEqualTo(130);
            assertThat(left()).as(run.out()).isEmpty();
        }
    }

    @Test
    public void aKilledProcessLeavesOneObjectThatTheNextRunRemoves() throws Exception {
        slowNode();
        long pid;
        try (RunningCommand running = RunningCommand.of(images())) {
            running.until("0/1 ready").kill().end();
            pid = running.pid();
        }
        assertThat(left()).singleElement().satisfies(set -> {
            assertThat(set.getMetadata().getLabels()).containsEntry("app.kubernetes.io/managed-by", "prepull-gate");
            assertThat(set.getMetadata().getAnnotations().get("prepull-gate/owner")).startsWith("process " + pid + " on ");
        });
        cluster.addNode(NodeSpec.named("second-" + tests).labelled("pool", pool + "-second"));

        Run run = Run.of(command("--image", "hub.test/user:v1", "--node-selector", "pool=" + pool + "-second"));

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.lines()).anyMatch(l ->
                l.contains("which was left over: process " + pid + " on ") && l.endsWith(" has ended without removing it"));
        assertThat(left()).isEmpty();
    }

    @Test
    public void twoAtOnceLetEachOtherAlone() throws Exception {
        slowNode();
        cluster.addNode(NodeSpec.named("second-" + tests).labelled("pool", pool + "-second"));
        try (RunningCommand running = RunningCommand.of(images())) {
            running.until("0/1 ready");

            Run run = Run.of(command("--image", "hub.test/user:v1", "--node-selector", "pool=" + pool + "-second"));

            assertThat(run.code()).as(run.out() + run.err()).isZero();
            assertThat(run.out()).doesNotContain("left over");
            assertThat(left()).singleElement().satisfies(set -> assertThat(set.getMetadata().getAnnotations().get("prepull-gate/owner"))
                    .startsWith("process " + running.pid() + " on "));
            running.terminate().end();
        }
        assertThat(left()).isEmpty();
    }

    @Test
    public void whatIsNotOursToRemoveStays() {
        quickNode();
        DaemonSet living = foreign("living", Instant.now().plusSeconds(600));
        DaemonSet expired = foreign("expired", Instant.now().minusSeconds(600));
        cluster.admin().resource(living).create();
        cluster.admin().resource(expired).create();

        Run run = Run.of(images());

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("removed DaemonSet " + namespace + "/expired, which was left over: it expired at ");
        assertThat(left()).singleElement().satisfies(set -> assertThat(set.getMetadata().getName()).isEqualTo("living"));
    }

    /** Somebody else's puller, on a machine of which nothing is known here. */
    private DaemonSet foreign(String name, Instant expires) {
        String yaml = """
                apiVersion: apps/v1
                kind: DaemonSet
                metadata:
                  name: %1$s
                  namespace: %2$s
                  labels: {app.kubernetes.io/managed-by: prepull-gate, prepull-gate/puller: %1$s}
                  annotations: {prepull-gate/owner: somebody, prepull-gate/owner-id: process x, prepull-gate/process: x/y/1 1 2026-01-01T00:00:00Z, prepull-gate/expires: "%3$s"}
                spec:
                  selector: {matchLabels: {prepull-gate/puller: %1$s}}
                  template:
                    metadata: {labels: {prepull-gate/puller: %1$s}}
                    spec: {containers: [{name: a, image: hub.test/a:v1}], nodeSelector: {pool: nobodys}}
                """.formatted(name, namespace, expires);
        return cluster.admin().getKubernetesSerialization().unmarshal(yaml, DaemonSet.class);
    }

    @Test
    public void aKeptPullerStaysAndTheSameOwnerGoesOnWithIt() {
        quickNode();
        assertThat(Run.of(images("--keep", "--owner", "CI job 7")).code()).isZero();
        DaemonSet kept = left().get(0);
        assertThat(Run.of(images("--owner", "CI job 8")).out()).doesNotContain("left over");

        Run again = Run.of(images("--keep", "--owner", "CI job 7"));

        assertThat(again.out()).contains("kept DaemonSet " + namespace + "/prepull-ci-job-7-").contains("kubectl delete daemonset prepull-ci-job-7-");
        assertThat(left()).singleElement().satisfies(set -> {
            assertThat(set.getMetadata().getUid()).isEqualTo(kept.getMetadata().getUid());
            assertThat(set.getMetadata().getGeneration()).as("the same again changes nothing").isEqualTo(1);
        });
    }

    @Test
    public void aDryRunNeedsNoRightToWriteAndPrintsWhatKubernetesTakes() {
        quickNode();
        PrepullRights.take(cluster.admin(), namespace);

        Run run = Run.of(images("--dry-run"));

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(left()).isEmpty();
        assertThat(run.out()).contains("# It would be removed when the wait ends");
        DaemonSet printed = cluster.admin().getKubernetesSerialization().unmarshal(run.out(), DaemonSet.class);
        assertThat(cluster.admin().resource(printed).dryRun(true).create().getMetadata().getUid()).isNotEmpty();
    }

    @Test
    public void withoutTheRightItSaysWhichIsMissing() {
        quickNode();
        PrepullRights.take(cluster.admin(), namespace);

        Run run = Run.of(images());

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).contains("cannot patch resource \"daemonsets\"")
                .contains("; a prepull needs list, watch, create, patch and delete on daemonsets")
                .hasLineCount(1);
        assertThat(left()).isEmpty();
    }

    @Test
    public void aRestrictedNamespaceTakesIt() {
        quickNode();
        cluster.admin().namespaces().withName(namespace).edit(n -> new NamespaceBuilder(n).editMetadata()
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted").endMetadata().build());

        Run run = Run.of(images());

        assertThat(run.code()).as(run.out() + run.err()).isZero();
    }

    @Test
    public void aQuotaIsNamedWithinSeconds() {
        quickNode();
        cluster.admin().resource(new ResourceQuotaBuilder().withNewMetadata().withName("none").withNamespace(namespace).endMetadata().withNewSpec()
                .addToHard("pods", new Quantity("0")).endSpec().build()).create();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> cluster.admin().resourceQuotas().inNamespace(namespace).withName("none").get().getStatus().getHard() != null);

        Run run = Run.of(images());

        Instant ended = Instant.now();
        // Some ten from the first refusal on, which the event tells in whole seconds.
        Instant shown = cluster.admin().v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> "FailedCreate".equals(event.getReason()))
                .map(event -> Instant.parse(event.getFirstTimestamp()))
                .min(Instant::compareTo)
                .orElseThrow();
        assertThat(Duration.between(shown, ended)).as(run.out()).isLessThan(Duration.ofSeconds(45));
        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(1);
        lastLine(run, "PREPULL FAILED POD_CREATE_QUOTA: ");
        assertThat(left()).isEmpty();
    }

    @Test
    public void aChartsPullerIsPulledWithoutTheAccountThatOnlyItsHookHas() throws IOException {
        quickNode();
        Path chart = folder.newFile("chart.yaml").toPath();
        String selector = "      nodeSelector: {pool: " + pool + "}\n";
        Files.writeString(chart, Charts.newest().replace("      priorityClassName: hub-image-puller-priority\n", selector));

        Run run = Run.of(command("--manifest", chart.toString()));

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("[prepull] as the chart's prod-hook-image-puller, but with our name and labels, "
                + "none of the 3 annotations of helm, a failing container's last words in its status, namespace "
                + namespace + " instead of hub; its service account prod-hook-image-puller is left out: it does not exist in namespace " + namespace);
        lastLine(run, "PREPULL COMPLETE: ");
        assertThat(left()).isEmpty();
    }

    /** As helm prints it, with what it says around the objects. */
    @Test
    public void whatRealHelmRendersIsRead() throws IOException {
        quickNode();
        Helm helm = new Helm(cluster, namespace, "hub");
        String values = " " + Helm.chart() + " --set singleuser.nodeSelector.pool=" + pool;
        for (String words : List.of("template hub" + values, "install hub" + values + " --dry-run=server --debug")) {
            Path chart = Files.writeString(folder.newFile().toPath(), helm.command(words).end().orFail().output());

            Run run = Run.of(command("--manifest", chart.toString()));

            assertThat(run.code()).as(words + "\n" + run.out() + run.err()).isZero();
            assertThat(run.out()).contains("[prepull] as the chart's hook-image-puller, but with ");
            assertThat(left()).isEmpty();
        }
    }

    @Test
    public void aDoomedChartLeavesNoReleaseAndNoPuller() throws IOException {
        node(NodeSpec.named("bad-" + tests));
        Helm helm = new Helm(cluster, namespace, "hub");
        Path chart = folder.newFile("doomed.yaml").toPath();
        String template = "template hub " + Helm.chart() + " --set singleuser.nodeSelector.pool=" + pool;
        Files.writeString(chart, helm.command(template).end().orFail().output());

        Run run = Run.of(command("--manifest", chart.toString()));

        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(1);
        assertThat(left()).isEmpty();
        assertThat(helm.command("list --all --short").end().orFail().output()).isEmpty();
        assertThat(cluster.admin().secrets().inNamespace(namespace).list().getItems()).isEmpty();
    }

    @Test
    public void whatNodesHaveAlreadyIsSaid() {
        slowNode();
        node(NodeSpec.named("other-" + tests).byHand());
        cluster.admin().nodes().withName("slow-" + tests).editStatus(n -> new NodeBuilder(n).editStatus()
                .withImages(new ContainerImage(List.of("hub.test/user@sha256:" + "1".repeat(64), "hub.test/user:v1"), 123L)).endStatus().build());

        Run run = Run.of(images("--dry-run"));

        assertThat(run.lines()).contains(
                "# present already: hub.test/user:v1 on 1 of 2 nodes (slow-" + tests + ")",
                "# what a node does not list may be there all the same: a kubelet lists its 50 largest, up to 40 seconds late");
    }
}

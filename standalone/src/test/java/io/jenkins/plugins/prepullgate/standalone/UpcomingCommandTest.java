package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ContainerImageBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.jenkins.plugins.prepullgate.cluster.Charts;
import io.jenkins.plugins.prepullgate.cluster.MockApi;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code wait --upcoming}, with and without the chart that is to be deployed. */
public class UpcomingCommandTest {
    private static final String IMAGE = "quay.io/jupyterhub/k8s-singleuser-sample:4.4.0";
    private static final String CHECKSUM = "1e0d3c55f5a6ecf0f1f33c46dbbe9c4b2fd4a7be0e9d5ce2b5e3f6c0a8f8f6d1";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Rule
    public final MockApi api = new MockApi();

    private String kubeconfig;

    @Before
    public void aNodeThatHasAnImage() throws IOException {
        kubeconfig = Jhub.kubeconfig(folder, api);
        Jhub.create(api);
        for (String name : List.of("user-1", "user-2")) {
            api.admin().resource(new NodeBuilder().withNewMetadata().withName(name).addToLabels("hub.jupyter.org/node-purpose", "user").endMetadata()
                    .withNewStatus().addNewCondition().withType("Ready").withStatus("True").endCondition()
                    .withImages(name.equals("user-1") ? List.of(new ContainerImageBuilder().withNames(IMAGE).withSizeBytes(1L).build()) : List.of())
                    .endStatus().build()).create();
        }
    }

    private void deployedChecksum(String checksum) {
        api.admin().resource(new ConfigMapBuilder().withNewMetadata().withName("hub").withNamespace("jhub")
                .withLabels(Map.of("component", "hub", "release", "hub"))
                .endMetadata().withData(Map.of("checksum_hook-image-puller", checksum)).build()).create();
    }

    /** Old enough to be told from what comes later; the server sets creation times itself. */
    private static void untilThatIsOld() {
        Instant then = Instant.now().plusSeconds(4);
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Instant.now().isAfter(then));
    }

    private Run waiting(String... more) {
        List<String> args = new ArrayList<>(List.of("wait", "--upcoming", "-n", "jhub", "--release", "hub", "--kubeconfig", kubeconfig));
        args.addAll(more.length > 0 && more[0].equals("--appear-within") ? List.of() : List.of("--appear-within", "8s"));
        args.addAll(List.of(more));
        return Run.of(args.toArray(String[]::new));
    }

    private String file(String text) throws IOException {
        Path file = folder.newFile().toPath();
        return Files.writeString(file, text).toString();
    }

    /** What {@code --dry-run=server} leaves of the chart when its hook is not to run. */
    private static String withoutHooks() throws IOException {
        List<String> kept = new ArrayList<>();
        for (String document : Charts.newest().split("(?m)^---.*$")) {
            if (!document.contains("helm.sh/hook")) {
                kept.add(document);
            }
        }
        return String.join("\n---\n", kept);
    }

    @Test
    public void aPullerOfAnEarlierDeployIsNotTaken() {
        api.admin().resource(Pullers.chart4("jhub", "hub").images(IMAGE).daemonSet()).create();
        untilThatIsOld();
        Run run = waiting();
        assertThat(run.code()).isEqualTo(ExitCode.DOOMED);
        assertThat(run.out()).contains("not for hook-image-puller of an earlier deploy").contains("PREPULL FAILED DS_NOT_FOUND");
    }

    @Test
    public void aPendingReleaseIsRefusedWithTheCommandThatMendsIt() {
        Jhub.revision(api, "hub", 6, "superseded");
        Jhub.revision(api, "hub", 7, "deployed");
        Jhub.revision(api, "hub", 8, "pending-upgrade");
        untilThatIsOld();
        Run run = waiting("--appear-within", "90s");
        assertThat(run.code()).isEqualTo(ExitCode.DOOMED);
        assertThat(run.out()).contains("PREPULL FAILED HELM_OPERATION_IN_PROGRESS").contains("helm rollback hub 7 -n jhub")
                .doesNotContain("c2VjcmV0");
        assertThat(api.requests()).filteredOn(r -> r.contains("/secrets")).allMatch(r -> r.contains("labelSelector=owner%3Dhelm"));
    }

    @Test
    public void theChartTellsWhatWillBePulledAndWhereItIsAlready() throws IOException {
        Run run = waiting("--manifest", file(Charts.newest()));
        assertThat(run.lines())
                .contains("[prepull] helm will start DaemonSet prod-hook-image-puller before the upgrade")
                .contains("[prepull] present already: " + IMAGE + " on 1 of 2 nodes (user-1)");
        assertThat(run.out()).contains("; nodes that it may run on: 2").contains("what a node does not list may be there all the same");
        assertThat(run.code()).as("and then it is waited for").isEqualTo(ExitCode.DOOMED);
    }

    @Test
    public void aChartThatWasRenderedWithoutTheClusterIsDoubted() throws IOException {
        deployedChecksum(CHECKSUM);
        assertThat(waiting("--manifest", file(Charts.newest())).out())
                .contains("unless the chart was rendered with --dry-run=server, helm will not start it");
    }

    @Test
    public void aChartWithoutAHookEndsTheWaitAtOnce() throws IOException {
        String manifest = file(withoutHooks());
        Run disabled = waiting("--manifest", manifest);
        assertThat(disabled.code()).as(disabled.out()).isEqualTo(ExitCode.COMPLETE);
        assertThat(disabled.lines()).last().asString()
                .startsWith("[prepull] PREPULL COMPLETE: the rendered chart starts no prepuller: its hook is disabled");
        assertThat(disabled.out()).contains("the images of its DaemonSet prod-continuous-image-puller: ").contains("SKIPPED_UNCHANGED");
        deployedChecksum(CHECKSUM);
        Run unchanged = waiting("--manifest", manifest);
        assertThat(unchanged.lines()).last().asString().contains("its checksum says that no image has changed");
    }

    @Test
    public void whatDoesNotFitIsRefused() throws IOException {
        Run alone = Run.of("wait", "-n", "jhub", "--kubeconfig", kubeconfig, "--manifest", file(Charts.newest()));
        assertThat(alone.code()).isEqualTo(ExitCode.USAGE);
        assertThat(alone.err()).contains("--manifest says what helm will do: it needs --upcoming");
        assertThat(waiting("--puller", "continuous").err()).contains("--upcoming: the continuous puller is no hook");
        assertThat(waiting("--manifest", "/nowhere").err()).contains("--manifest: the manifest /nowhere cannot be read");
    }
}

package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jenkins.plugins.prepullgate.standalone.documents.HelmScripts;
import io.jenkins.plugins.prepullgate.testbed.Helm;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import io.jenkins.plugins.prepullgate.testbed.Scripts;
import io.jenkins.plugins.prepullgate.whole.Deploys;
import io.jenkins.plugins.prepullgate.whole.WholeGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The scripts of {@code docs/HELM.md}, run to the letter as CI runs them, with a real helm: only the namespace is another. */
public class DeployScriptsClusterTest {
    @ClassRule
    @Rule
    public static final RealCluster cluster = new RealCluster();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Rule
    public final WholeGate gate = new WholeGate();

    @Rule
    public final Deploys deploys = new Deploys(cluster, gate);

    /** What helm was asked for, a line for each call. */
    private Path calls;

    @Before
    public void aReleaseAndTheProgramsOfAnAgent() throws IOException {
        deploys.begin().withReleasesSeen();
        PrepullRights.give(cluster.admin(), deploys.namespace());
        deploys.helm().upgrade(deploys.values("hub.test/singleuser:1", "--set", "prePuller.hook.enabled=false")).end().orFail();
        Files.createSymbolicLink(folder.newFolder("jupyterhub").toPath().resolve("jupyterhub"), Helm.chart());
        calls = folder.newFile("helm.calls").toPath();
        Path bin = folder.newFolder("bin").toPath();
        OwnProgram.write(bin.resolve("prepull-gate"), "--kubeconfig '" + cluster.gateKubeconfig() + "'");
        OwnProgram.shell(bin.resolve("helm"), "echo \"$1\" >>'" + calls + "'\nexec '" + Scripts.programs().resolve("helm") + "' \"$@\" --kubeconfig '"
                + cluster.adminKubeconfig() + "'");
    }

    /** The release that was made a moment ago must be old enough to be told from the one that is awaited. */
    private Scripts.Outcome guarded(String node) throws IOException {
        Instant then = Instant.now().plusSeconds(4);
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Instant.now().isAfter(then));
        return deploy(HelmScripts.guard(), node);
    }

    /** A new image, which every node pulls at once, and one called bad never. */
    private Scripts.Outcome deploy(String script, String node) throws IOException {
        cluster.addNode(deploys.userNode(node));
        Path root = folder.getRoot().toPath();
        Files.writeString(root.resolve("values.yaml"), """
                images: ["hub.test/singleuser:2"]
                singleuser: {nodeSelector: {pool: %s}}
                prePuller: {hook: {nodeSelector: {pool: %s}}}
                """.formatted(deploys.user("user"), deploys.user("core")));
        Path file = Files.writeString(root.resolve("deploy.sh"), script.replace("-n hub", "-n " + deploys.namespace()));
        // As a job of GitHub Actions does.
        return Scripts.run(List.of("env", "-C", root.toString(), "PATH=" + root.resolve("bin") + ":" + System.getenv("PATH"),
                "timeout", "150", "bash", "--noprofile", "--norc", "-eo", "pipefail", file.toString()));
    }

    /** Such as {@code 1 deployed}, by revision. */
    private List<String> revisions() {
        return cluster.admin().secrets().inNamespace(deploys.namespace()).withLabel("owner", "helm").list().getItems().stream()
                .map(HasMetadata::getMetadata)
                .map(meta -> meta.getLabels().get("version") + " " + meta.getLabels().get("status"))
                .sorted()
                .toList();
    }

    private List<String> daemonSets() {
        return cluster.admin().apps().daemonSets().inNamespace(deploys.namespace()).list().getItems().stream()
                .map(set -> set.getMetadata().getName())
                .toList();
    }

    @Test
    public void aDoomedPrepullNeverStartsHelm() throws IOException {
        Scripts.Outcome deploy = deploy(HelmScripts.prepullFirst(), "bad");

        assertThat(deploy.status()).as(deploy.output()).isEqualTo(ExitCode.DOOMED);
        assertThat(deploy.output())
                .contains("PREPULL FAILED PULL_NOT_FOUND: hub.test/singleuser:2: the image does not exist, on " + deploys.user("bad"));
        assertThat(calls).hasContent("template");
        assertThat(revisions()).containsExactly("1 deployed");
        assertThat(daemonSets()).as("that of the first revision").containsExactly("continuous-image-puller");
    }

    @Test
    public void aCompletePrepullLetsHelmDeployWithoutOne() throws IOException {
        Scripts.Outcome deploy = deploy(HelmScripts.prepullFirst(), "user");

        assertThat(deploy.status()).as(deploy.output()).isZero();
        assertThat(deploy.output()).containsSubsequence("PREPULL COMPLETE: 1 of 1 nodes have every image", "has been upgraded");
        assertThat(calls).hasContent("template\nupgrade");
        assertThat(revisions()).containsExactly("1 superseded", "2 deployed");
        assertThat(daemonSets()).containsExactly("continuous-image-puller");
    }

    @Test
    public void aDoomedGuardStopsHelmWhichLeavesNothingPending() throws IOException {
        Scripts.Outcome deploy = guarded("bad");

        assertThat(deploy.status()).as(deploy.output() + "; 124 is the end of our own patience").isEqualTo(1);
        assertThat(deploy.output())
                .contains("PREPULL FAILED PULL_NOT_FOUND: hub.test/singleuser:2: the image does not exist, on " + deploys.user("bad"))
                .contains("run: helm rollback hub 1 -n " + deploys.namespace())
                .contains("UPGRADE FAILED: context canceled");
        assertThat(revisions()).containsExactly("1 deployed", "2 failed");
    }

    @Test
    public void aGuardThatPassesLetsHelmEnd() throws IOException {
        Scripts.Outcome deploy = guarded("user");

        assertThat(deploy.status()).as(deploy.output()).isZero();
        assertThat(deploy.output()).contains("PREPULL COMPLETE: 1 of 1 nodes have every image").contains("has been upgraded");
        assertThat(revisions()).containsExactly("1 superseded", "2 deployed");
    }
}

package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.testbed.Helm;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import io.jenkins.plugins.prepullgate.whole.Deploys;
import io.jenkins.plugins.prepullgate.whole.WholeGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code prepull} after a real helm was killed: nothing is pulled for a deploy that would be refused, and the command that is named mends it. */
public class PrepullAfterKilledHelmClusterTest {
    private static final Pattern MENDING = Pattern.compile("if no helm is running: helm (rollback hub 1 -n \\S+)");

    @ClassRule
    @Rule
    public static final RealCluster cluster = new RealCluster();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Rule
    public final WholeGate gate = new WholeGate();

    @Rule
    public final Deploys deploys = new Deploys(cluster, gate);

    @Before
    public void aHelmThatWasKilled() {
        deploys.begin();
        PrepullRights.give(cluster.admin(), deploys.namespace());
        cluster.addNode(deploys.userNode("after-kill"));
        deploys.helm().upgrade(deploys.values("hub.test/singleuser:1")).end().orFail();
        Helm.Run helm = deploys.helm().upgrade(deploys.slow());
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> cluster.admin().apps().daemonSets().inNamespace(deploys.namespace())
                .withName("hook-image-puller").get() != null);
        helm.signal("KILL");
    }

    private Run prepull() throws IOException {
        List<String> words = deploys.values("hub.test/singleuser:2");
        String chart = deploys.helm().command("template hub " + Helm.chart() + " " + String.join(" ", words)).end().orFail().output();
        Path file = Files.writeString(folder.newFile().toPath(), chart);
        return Run.of("prepull", "-n", deploys.namespace(), "--kubeconfig", cluster.gateKubeconfig().toString(), "--plain", "--manifest",
                file.toString());
    }

    private List<String> ours() {
        return cluster.admin().apps().daemonSets().inNamespace(deploys.namespace()).withLabel("app.kubernetes.io/managed-by", "prepull-gate").list()
                .getItems().stream().map(set -> set.getMetadata().getName()).toList();
    }

    @Test
    public void theNextPrepullIsRefusedUntilItsRemedyIsRun() throws IOException {
        Run blind = prepull();
        assertThat(blind.code()).as("without the right it goes on").isZero();
        assertThat(blind.lines()).contains("[prepull] whether a helm release is pending is not known: secrets of namespace " + deploys.namespace()
                + " may not be listed");
        deploys.withReleasesSeen();
        // The API server learns of a new right a little later.
        Run refused = Awaitility.await().atMost(Duration.ofMinutes(1)).until(this::prepull, run -> !run.out().contains("may not be listed"));

        assertThat(refused.code()).as(refused.out() + refused.err()).isEqualTo(ExitCode.DOOMED);
        assertThat(refused.lines()).last().asString()
                .startsWith("[prepull] PREPULL FAILED HELM_OPERATION_IN_PROGRESS: revision 2 of helm release hub has been pending-upgrade for ");
        assertThat(refused.out()).doesNotContain("applied DaemonSet");
        assertThat(ours()).isEmpty();
        Matcher mending = MENDING.matcher(refused.out());
        assertThat(mending.find()).as(refused.out()).isTrue();
        deploys.helm().command(mending.group(1)).end().orFail();

        Run mended = prepull();

        assertThat(mended.code()).as(mended.out() + mended.err()).isZero();
        assertThat(ours()).isEmpty();
    }
}

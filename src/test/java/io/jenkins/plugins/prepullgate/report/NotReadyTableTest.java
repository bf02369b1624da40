package io.jenkins.plugins.prepullgate.report;

import static io.jenkins.plugins.prepullgate.findings.FindingCode.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.util.List;
import org.junit.Test;

/** A runtime's words are long, and end with the cause: whatever is left out to make them fit, that is shown. */
public class NotReadyTableTest {
    /** What a runtime says, what it means, and how the row and the progress line must end. */
    private record Row(FindingCode code, String text, String end) {}

    private static final String PULL = "failed to pull and unpack image \"quay.io/jupyterhub/k8s-singleuser-sample:4.4.0\": ";
    private static final String LAYER =
            "(application/vnd.oci.image.layer.v1.tar+gzip sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef)";
    private static final String SNAPSHOT =
            "/var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/31/fs/usr/lib/x86_64-linux-gnu/libLLVM.so.19.1";

    private static final List<Row> ROWS = List.of(
            new Row(PULL_NO_SPACE, PULL + "failed to extract layer " + LAYER + " to overlayfs as \"extract-1 sha256:12\": write " + SNAPSHOT
                    + ": no space left on device", ": no space left on device"),
            new Row(PULL_NO_SPACE, PULL + "failed to extract layer sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef: write "
                    + SNAPSHOT
                    + ": no space left on device", ": no space left on device"),
            new Row(PULL_CORRUPT, PULL + "failed to extract layer " + LAYER + " to overlayfs as \"extract-1 sha256:34\": mount callback failed on "
                    + "/var/lib/containerd/tmpmounts/containerd-mount1234567890: archive/tar: invalid tar header",
                            ": archive/tar: invalid tar header"),
            new Row(PULL_DENIED_OR_ABSENT,
                    PULL + "failed to resolve image: failed to authorize: failed to fetch oauth token: unexpected status from GET request "
                    + "to https://registry.example.org/service/token?scope=repository%3Ahub%2Fuser%3Apull&service=registry: 401 Unauthorized",
                            ": 401 Unauthorized"),
            new Row(PULL_RATE_LIMITED, PULL + "failed to resolve image: unexpected status from HEAD request to "
                    + "https://registry-1.docker.io/v2/jupyter/scipy-notebook/manifests/2025-11-01-with-a-long-tag: 429 Too Many Requests",
                            ": 429 Too Many Requests"),
            new Row(PULL_TLS, PULL + "failed to resolve image: failed to do request: Head \"https://hub.test/v2/a/manifests/v1\": "
                    + "tls: failed to verify certificate: x509: certificate has expired or is not yet valid: "
                    + "current time 2026-11-23T00:00:00Z is after 2026-11-22T00:00:00Z",
                            "is after 2026-11-22T00:00:00Z"),
            new Row(PULL_REGISTRY_UNAVAILABLE,
                    "initializing source docker://quay.io/team/a-rather-long-name/of-an-image:v1: pinging container registry quay.io: "
                    + "Get \"https://quay.io/v2/\": dial tcp 192.0.2.4:443: connect: connection refused", "connect: connection refused"));

    @Test
    public void aRowEndsWithTheCauseOfAFailedPull() {
        for (Row row : ROWS) {
            String shown = NotReadyTable.lines(failing(row.text())).get(2);
            assertThat(shown).contains(" " + row.code() + " ").endsWith(row.end()).hasSizeLessThan(230);
        }
    }

    @Test
    public void aProgressLineEndsWithTheCauseOfAFailedPull() {
        for (Row row : ROWS) {
            assertThat(Happenings.between(null, failing(row.text()))).startsWith("n1 backing off at image 1 of 3 ").endsWith(row.end())
                    .hasSizeLessThan(240);
        }
    }

    @Test
    public void whatASchedulerBeginsWithIsShown() {
        String text = "0/1000 nodes are available: 1 Insufficient cpu, 999 node(s) didn't satisfy plugin(s) [NodeAffinity]. preemption: 0/1000 "
                + "nodes are available: 1 No preemption victims found for incoming pod, 999 Preemption is not helpful for scheduling.";
        Assessment full = new Scenes().at(20, new ViewBuilder().node("n1").unscheduled("n1", text));
        assertThat(NotReadyTable.lines(full).get(2)).contains("0/1000 nodes are available: 1 Insufficient cpu");
    }

    @Test
    public void aLostNodeIsLostSinceItStoppedAnswering() {
        Scenes scenes = new Scenes();
        scenes.at(1, new ViewBuilder().node("n1").pulling("n1", 0));
        ViewBuilder view = new ViewBuilder().createdAt(Scenes.after(-900)).notReady("n1").pulling("n1", 0);
        assertThat(NotReadyTable.lines(scenes.at(65, view)).get(2))
                .matches("  n1 +lost +- +1m5s +NODE_UNREACHABLE it was counted and then stopped answering: .*");
    }

    @Test
    public void whatIsCutInItsMiddleKeepsBothEndsAndNoHalfOfACharacter() {
        assertThat(Words.middle("0123456789", 10)).isEqualTo("0123456789");
        assertThat(Words.middle("0123456789a", 10)).isEqualTo("01234…789a");
        assertThat(Words.middle("0123456789ab", 9)).isEqualTo("0123…89ab");
        assertThat(Words.middle("0123\uD83D\uDE00678\uD83D\uDE009ab", 10)).isEqualTo("0123…9ab");
    }

    /** Names of cloud nodes are long and begin alike: cut at its end, one could not be told from another. */
    @Test
    public void nodesAreToldApartByTheEndsOfTheirNames() {
        String pool = "gke-datahub-production-user-pool-2024-01-15-";
        ViewBuilder view = new ViewBuilder().node(pool + "ab12").notFound(pool + "ab12").node(pool + "cd34").notFound(pool + "cd34");
        assertThat(NotReadyTable.lines(new Scenes().at(8, view)).subList(2, 4))
                .satisfiesExactly(row -> assertThat(row).startsWith("  " + pool + "ab12 "), row -> assertThat(row).startsWith("  " + pool + "cd34 "));
        String longer = "n".repeat(80);
        ViewBuilder long1 = new ViewBuilder().node(longer + "1").notFound(longer + "1");
        assertThat(NotReadyTable.lines(new Scenes().at(8, long1)).get(2)).contains("…").containsPattern("n1 +backing off");
    }

    private static Assessment failing(String text) {
        return new Scenes().at(8, new ViewBuilder().node("n1").failing("n1", 0, "ErrImagePull", "rpc error: code = Unknown desc = " + text));
    }
}

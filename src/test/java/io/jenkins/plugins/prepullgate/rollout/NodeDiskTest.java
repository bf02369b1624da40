package io.jenkins.plugins.prepullgate.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** Images that may fill a node's disk, by nothing but the sizes that nodes list. */
public class NodeDiskTest {
    private static final long GIB = 1L << 30;
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    private static List<Finding> near(ViewBuilder view, NodeDisk disk, ImageOnNodes image) {
        Surroundings around = new Surroundings(Map.of("app", image), null, Map.of(), Map.of("n1", disk));
        return Assessor.assess(view.around(around).build(), Policy.DEFAULT, Memory.startingAt(NOW), NOW).findings().stream()
                .filter(f -> f.code() == FindingCode.IMAGE_GC_NEAR)
                .toList();
    }

    @Test
    public void anImageThatFillsTheDiskIsSaidToBeInDangerBeforeItIsPulledAndAfterwards() {
        ImageOnNodes elsewhere = new ImageOnNodes(10 * GIB, List.of("n2"));
        assertThat(near(new ViewBuilder().node("n1").pulling("n1", 0), new NodeDisk(50 * GIB, 15 * GIB), elsewhere))
                .singleElement().satisfies(finding -> {
            assertThat(finding.effective()).isEqualTo(FindingClass.AUDIT);
            assertThat(finding.nodes()).containsExactly("n1");
            assertThat(finding.summary()).startsWith("the images may fill the disk");
            assertThat(finding.evidence().get(0).value())
                    .isEqualTo("15 GiB of images listed, 10 GiB of the puller's, unpacked at least twice as much; the disk has 50 GiB");
        });
        ImageOnNodes here = new ImageOnNodes(10 * GIB, List.of("n1", "n2"));
        assertThat(near(new ViewBuilder().node("n1").ready("n1"), new NodeDisk(50 * GIB, 25 * GIB), here)).hasSize(1);
    }

    @Test
    public void whatLeavesRoomIsNot() {
        ImageOnNodes image = new ImageOnNodes(10 * GIB, List.of("n2"));
        assertThat(near(new ViewBuilder().node("n1").pulling("n1", 0), new NodeDisk(60 * GIB, 15 * GIB), image)).as("50 of 51 GiB").isEmpty();
        assertThat(near(new ViewBuilder().node("n1").pulling("n1", 0), new NodeDisk(0, 15 * GIB), image)).as("nobody knows the disk").isEmpty();
    }

    @Test
    public void imagesThatDoNotFitOnTheDiskThatIsTellableAreOnAnotherOne() {
        ImageOnNodes image = new ImageOnNodes(10 * GIB, List.of("n2"));
        assertThat(near(new ViewBuilder().node("n1").pulling("n1", 0), new NodeDisk(20 * GIB, 90 * GIB), image)).isEmpty();
    }

    @Test
    public void onlyDisksThatMayBeFilledAreWorthKeeping() {
        List<ImageOnNodes> images = List.of(new ImageOnNodes(10 * GIB, List.of()));
        assertThat(new NodeDisk(50 * GIB, 15 * GIB).hasRoomFor(NodeDisk.wanted(images))).isFalse();
        assertThat(new NodeDisk(60 * GIB, 15 * GIB).hasRoomFor(NodeDisk.wanted(images))).isTrue();
    }
}

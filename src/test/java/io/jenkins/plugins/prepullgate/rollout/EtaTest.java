package io.jenkins.plugins.prepullgate.rollout;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.IMAGE;
import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.PAUSE;
import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.SIDECAR;
import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** What is left, and that nothing is said without ground. */
public class EtaTest {
    private static final long MIB = 1024 * 1024;

    private static Assessment at(long seconds, ViewBuilder view) {
        return Assessor.assess(view.build(), Policy.DEFAULT, Memory.startingAt(START), START.plusSeconds(seconds));
    }

    private static Duration eta(long seconds, ViewBuilder view) {
        return at(seconds, view).eta();
    }

    private static String pulled(String image, String time, long bytes) {
        return "Successfully pulled image \"" + image + "\" in " + time + " (" + time + " including waiting). Image size: " + bytes + " bytes.";
    }

    /** A peer by whose pod's own times the images took 20, 20 and 1 s. */
    private static ViewBuilder peer() {
        return new ViewBuilder().node("done").ready("done");
    }

    private static Surroundings around(String image, long bytes, String... nodes) {
        return new Surroundings(Map.of(image, new ImageOnNodes(bytes, List.of(nodes))), null, Map.of(), Map.of());
    }

    @Test
    public void whatPeersTookIsLeftLessWhatHasPassed() {
        assertThat(eta(5, peer().node("n1").pulling("n1", 0))).isEqualTo(Duration.ofSeconds(36));
        assertThat(eta(5, peer().node("n1").pulling("n1", 0).node("n2").pulling("n2", 1))).as("the longest").isEqualTo(Duration.ofSeconds(36));
    }

    @Test
    public void withoutGroundForEveryImageOfEveryNodeNothingIsSaid() {
        assertThat(eta(5, new ViewBuilder().node("n1").pulling("n1", 0))).as("nobody has any").isNull();
        assertThat(eta(5, peer().node("n1").pulling("n1", 0).node("n2").notFound("n2"))).as("one fails").isNull();
        assertThat(eta(5, peer().node("n1").pulling("n1", 0).node("n2"))).as("one has no pod").isNull();
        assertThat(eta(45, peer().node("n1").pulling("n1", 0))).as("twice the time is a slow one").isNotNull();
        assertThat(eta(46, peer().node("n1").pulling("n1", 0))).as("more is an error of ours").isNull();
    }

    @Test
    public void anImageThatTheNodeListsNeedNotBePulled() {
        assertThat(eta(5, peer().node("n1").pulling("n1", 0).around(around(SIDECAR, 7 * MIB, "n1")))).isEqualTo(Duration.ofSeconds(16));
        assertThat(eta(5, peer().node("n1").pulling("n1", 0).around(around(SIDECAR, 7 * MIB, "done")))).isEqualTo(Duration.ofSeconds(36));
    }

    @Test
    public void sizesAndTheRateOfEarlierPullsAreGroundEnough() {
        Map<String, ImageOnNodes> listed = Map.of(
                SIDECAR, new ImageOnNodes(300 * MIB, List.of("elsewhere")), PAUSE, new ImageOnNodes(MIB, List.of("n1")));
        ViewBuilder view = new ViewBuilder()
                .node("n1")
                .pulling("n1", 1)
                .told("n1", 0, "Pulled", pulled(IMAGE, "20s", 200 * MIB), START.plusSeconds(20))
                .around(new Surroundings(listed, null, Map.of(), Map.of()));

        Assessment now = at(25, view);

        assertThat(now.rows().get(0).pull().bytes()).isEqualTo(300 * MIB);
        assertThat(now.rows().get(0).pull().rate()).isEqualTo(10 * MIB);
        assertThat(now.eta()).as("30 s for 300 MiB, of which five have passed").isEqualTo(Duration.ofSeconds(25));
    }

    @Test
    public void aNodeThatWasSlowerSoFarStaysSo() {
        ViewBuilder view = peer()
                .told("done", 0, "Pulled", pulled(IMAGE, "10s", 200 * MIB), START.plusSeconds(20))
                .told("done", 1, "Pulled", pulled(SIDECAR, "10s", 200 * MIB), START.plusSeconds(40))
                .node("n1")
                .pulling("n1", 1)
                .told("n1", 0, "Pulled", pulled(IMAGE, "20s", 200 * MIB), START.plusSeconds(20))
                .around(around(PAUSE, MIB, "n1"));
        // The peers' middle of 10 and 20 s is 20, and the node's own.
        Duration same = eta(20, view);
        Duration slower = eta(20, view.node("more").ready("more").told("more", 0, "Pulled", pulled(IMAGE, "10s", 200 * MIB), START.plusSeconds(20))
                .told("more", 1, "Pulled", pulled(SIDECAR, "10s", 200 * MIB), START.plusSeconds(40)));
        assertThat(slower.minus(same)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(11));
    }

    @Test
    public void whatIsPulledFirstOnTheNodeComesOnTop() {
        ViewBuilder view = peer()
                .node("n1")
                .pulling("n1", 0)
                .pull("n1", "jupyter-alice", "Pulling", "Pulling image \"" + SIDECAR + "\"", START)
                .told("n1", 0, "Pulling", "Pulling image \"" + IMAGE + "\"", START.plusSeconds(1));
        assertThat(eta(5, view)).as("15 s of the user's, then 20, 20 and 1").isEqualTo(Duration.ofSeconds(56));

        ViewBuilder unknown = peer()
                .node("n1")
                .pulling("n1", 0)
                .pull("n1", "jupyter-alice", "Pulling", "Pulling image \"hub.test/other:v1\"", START)
                .told("n1", 0, "Pulling", "Pulling image \"" + IMAGE + "\"", START.plusSeconds(1));
        assertThat(eta(5, unknown)).isNull();
    }

    @Test
    public void thePauseImageIsTheSandboxesToo() {
        ViewBuilder view = new ViewBuilder()
                .node("done")
                .ready("done")
                .told("done", 0, "Pulled", pulled(IMAGE, "18s", 200 * MIB), START.plusSeconds(20))
                .told("done", 1, "Pulled", pulled(SIDECAR, "19s", 200 * MIB), START.plusSeconds(40))
                .foundPause("done")
                .node("n1")
                .pulling("n1", 1);
        assertThat(eta(40, view)).as("a tenth of what is due, and the pause itself").isEqualTo(Duration.ofSeconds(3));
    }
}

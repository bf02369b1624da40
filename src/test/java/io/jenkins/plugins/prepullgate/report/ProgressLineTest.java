package io.jenkins.plugins.prepullgate.report;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import io.jenkins.plugins.prepullgate.rollout.Source;
import io.jenkins.plugins.prepullgate.rollout.SourceState;
import io.jenkins.plugins.prepullgate.rollout.Tally;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.Test;

public class ProgressLineTest {
    private static String line(Assessment a) {
        return ProgressLine.of(a, Scenes.SPEC, a.at());
    }

    @Test
    public void countsComeFirstThenTimeThenWhatIsLeft() {
        Assessment base = new Scenes().at(130, new ViewBuilder().node("n1").pulling("n1", 0));
        Map<NodeState, Integer> states =
                Map.of(NodeState.READY, 7, NodeState.PULLING, 3, NodeState.BACKING_OFF, 1, NodeState.STARTING, 1, NodeState.EXCLUDED, 1);
        Tally tally = new Tally(7, 12, states);
        Assessment counted = new Assessment(
                base.at(), base.puller(), base.rule(), base.verdict(), tally, base.rows(), base.findings(), Duration.ofSeconds(100), null,
                base.memory());
        assertThat(line(counted)).isEqualTo("7/12 ready, 3 pulling, 1 backing off, 1 starting, 1 excluded; 2m10s of 20m; about 1m40s left");
    }

    @Test
    public void withoutAGroundForANumberNothingIsPromised() {
        assertThat(line(new Scenes().at(5, new ViewBuilder().node("n1").pulling("n1", 0)))).isEqualTo("0/1 ready, 1 pulling; 5s of 20m");
    }

    @Test
    public void beforeThereIsAPullerItSaysWhatIsLookedFor() {
        assertThat(line(new Scenes().at(5, new ViewBuilder().absent()))).isEqualTo("waiting for a hook image puller in namespace jhub; 5s of 20m");
    }

    @Test
    public void aClusterThatCannotBeSeenIsNotCounted() {
        ViewBuilder stale = new ViewBuilder()
                .node("n1")
                .ready("n1")
                .source(Source.DAEMONSETS, SourceState.Sight.STALE, Duration.ofSeconds(9), START.plusSeconds(60));
        assertThat(line(new Scenes().at(60, stale))).startsWith("cannot see the cluster: ").contains("9 s").doesNotContain("ready,");
    }

    @Test
    public void aPullThatOnlyWaitsIsSaidToWait() {
        ViewBuilder queued = new ViewBuilder()
                .node("n1")
                .pulling("n1", 0)
                .node("n2")
                .pulling("n2", 0)
                .pull("n1", "jupyter-alice", "Pulling", "Pulling image \"hub.test/big:v1\"", START)
                .told("n1", 0, "Pulling", "Pulling image \"" + ViewBuilder.IMAGE + "\"", START.plusSeconds(2));
        assertThat(line(new Scenes().at(5, queued))).isEqualTo("0/2 ready, 2 pulling (1 queued behind big:v1); 5s of 20m");
    }
}

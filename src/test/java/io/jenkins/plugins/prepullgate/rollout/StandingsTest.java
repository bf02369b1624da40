package io.jenkins.plugins.prepullgate.rollout;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public class StandingsTest {
    private final RolloutView view = new ViewBuilder().node("n1").node("n2").ready("n1").pulling("n2", 0).build();
    private final SharedSight sight = new SharedSight();
    private final Standings standings = new Standings();

    private Rows look(Memory memory) {
        DaemonSetFacts puller = PullerChoice.of(view);
        return standings.look(new Scene(view, puller, Policy.DEFAULT, memory, sight.show(view, puller), START), memory);
    }

    @Test
    public void whatHasNotChangedIsNotJudgedAgain() {
        Memory memory = Memory.startingAt(START);
        assertThat(look(memory).fresh().cardinality()).isEqualTo(2);
        standings.hand(memory);
        assertThat(look(memory).fresh().isEmpty()).isTrue();
    }

    /** What it found out is in no memory. */
    @Test
    public void aLookThatDidNotComeToItsEndCountsForNothing() {
        Memory memory = Memory.startingAt(START);
        look(memory);
        standings.hand(memory);
        look(memory);
        assertThat(look(memory).fresh().cardinality()).isEqualTo(2);
    }
}

package io.jenkins.plugins.prepullgate.rollout;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

/** Which of several DaemonSets of z2jh 0.6 is meant; that builder's own is pre-pull-hub-3-1516989600, made at START. */
public class PullerChoiceTest {
    private static String chosen(ViewBuilder view) {
        return PullerChoice.of(view.build()).name();
    }

    @Test
    public void theNewestOfThePullersThatTheOldChartLeavesBehindCounts() {
        ViewBuilder older = new ViewBuilder().v06().another("pre-pull-hub-2-1516989601", START.minusSeconds(1));
        assertThat(chosen(older)).isEqualTo("pre-pull-hub-3-1516989600");
        ViewBuilder newer = new ViewBuilder().v06().another("pre-pull-hub-2-1516989500", START.plusSeconds(1));
        assertThat(chosen(newer)).isEqualTo("pre-pull-hub-2-1516989500");
    }

    @Test
    public void ofTwoThatWereMadeInOneSecondTheTimeInTheNameTells() {
        assertThat(chosen(new ViewBuilder().v06().another("pre-pull-hub-10-1516989601", START))).isEqualTo("pre-pull-hub-10-1516989601");
        assertThat(chosen(new ViewBuilder().v06().another("pre-pull-hub-9-1516989599", START))).isEqualTo("pre-pull-hub-3-1516989600");
    }
}

package io.jenkins.plugins.prepullgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.Assessor;
import io.jenkins.plugins.prepullgate.rollout.Memory;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

public class PaceTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    /** With so many nodes that still pull. */
    private static Assessment missing(int nodes) {
        ViewBuilder view = new ViewBuilder();
        for (int i = 0; i < nodes; i++) {
            view.node("n" + i).pulling("n" + i, 0);
        }
        return Assessor.assess(view.build(), Policy.DEFAULT, Memory.startingAt(ViewBuilder.START), ViewBuilder.START.plusSeconds(5));
    }

    @Test
    public void aCheapLookIsRepeatedAfterTenMilliseconds() {
        assertThat(Pace.gap(0, null)).isEqualTo(10 * MILLI);
        assertThat(Pace.gap(MILLI, missing(100))).isEqualTo(10 * MILLI);
    }

    @Test
    public void aDearLookTakesAFourthOfAThreadUpToATenthOfASecond() {
        assertThat(Pace.gap(20 * MILLI, missing(100))).isEqualTo(80 * MILLI);
        assertThat(Pace.gap(300 * MILLI, missing(100))).isEqualTo(100 * MILLI);
    }

    @Test
    public void whenManyAreMissingTheEndIsFarAndItTakesATwentieth() {
        assertThat(Pace.gap(2 * MILLI, missing(501))).isEqualTo(40 * MILLI);
        assertThat(Pace.gap(20 * MILLI, missing(501))).isEqualTo(100 * MILLI);
        assertThat(Pace.gap(20 * MILLI, missing(500))).isEqualTo(80 * MILLI);
    }

    @Test
    public void whenFewNodesAreLeftTheNextChangeMayBeTheLast() {
        assertThat(Pace.gap(20 * MILLI, missing(10))).isEqualTo(20 * MILLI);
        assertThat(Pace.gap(20 * MILLI, missing(11))).isEqualTo(80 * MILLI);
        assertThat(Pace.gap(MILLI / 2, missing(10))).isEqualTo(MILLI);
        assertThat(Pace.gap(300 * MILLI, missing(1))).isEqualTo(100 * MILLI);
    }
}

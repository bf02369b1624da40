package io.jenkins.plugins.prepullgate.standalone;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.Assessor;
import io.jenkins.plugins.prepullgate.rollout.Memory;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class RehearsalTest {
    private static final WaitSpec SPEC = new WaitSpec(Policy.DEFAULT, START, Duration.ofMinutes(20), Duration.ofSeconds(30));

    private final List<WaitResult> played = new ArrayList<>();
    private final Rehearsal rehearsal = new Rehearsal(SPEC, played::add, Runnable::run);

    private static Assessment seen(ViewBuilder view) {
        return Assessor.assess(view.build(), Policy.DEFAULT, Memory.startingAt(START), START.plusSeconds(5));
    }

    private static Assessment pulling() {
        return seen(new ViewBuilder().node("n1").pulling("n1", 0));
    }

    @Test
    public void theGoodEndIsPlayedOnceWhileNodesAreMissing() {
        rehearsal.changed(null, pulling());
        rehearsal.changed(null, pulling());
        assertThat(played).singleElement().satisfies(end -> {
            assertThat(end.success()).isTrue();
            assertThat(end.last().rows()).hasSize(1);
        });
    }

    @Test
    public void nothingIsPlayedWhenTheEndIsThereOrNoPuller() {
        rehearsal.changed(null, seen(new ViewBuilder().node("n1").ready("n1")));
        rehearsal.changed(null, seen(new ViewBuilder().node("n1").absent()));
        assertThat(played).isEmpty();
    }

    @Test
    public void oneThatFailsDisturbsNobody() {
        Rehearsal failing = new Rehearsal(
                SPEC,
                end -> {
                    throw new IllegalStateException("stage fright");
                },
                Runnable::run);
        assertThatCode(() -> failing.changed(null, pulling())).doesNotThrowAnyException();
    }
}

package io.jenkins.plugins.prepullgate.gate;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.FailFast;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** A recording is judged at the moments at which a wait would have looked, and by what the caller says now. */
public class ReplayTest {
    private static final RolloutView PULLING = new ViewBuilder().node("n1").node("n2").ready("n1").pulling("n2", 0).build();
    private static final RolloutView READY = new ViewBuilder().node("n1").node("n2").ready("n1").ready("n2").build();
    private static final RolloutView NOT_FOUND = new ViewBuilder().node("n1").notFound("n1").build();

    private final List<String> heard = new ArrayList<>();

    private static Instant after(long seconds) {
        return START.plusSeconds(seconds);
    }

    private WaitResult replay(Policy policy, Duration budget, long endedAfter, Recording.Frame... frames) {
        WaitSpec spec = new WaitSpec(policy, START, budget, Duration.ofSeconds(30));
        return Replay.run(new Recording(START, List.of(frames), after(endedAfter)), spec, new WaitListener() {
            @Override
            public void changed(Assessment before, Assessment now) {
                hear("changed", now.at());
            }

            @Override
            public void heartbeat(Assessment now) {
                hear("heartbeat", now.at());
            }

            @Override
            public void finished(WaitResult result) {
                hear(result.ending().name(), result.endedAt());
            }
        });
    }

    private void hear(String what, Instant at) {
        heard.add(what + " " + Duration.between(START, at).toSeconds());
    }

    private static Recording.Frame frame(long after, RolloutView view) {
        return new Recording.Frame(after(after), view);
    }

    @Test
    public void theListenerHearsWhatThatOfTheWaitHeardAtTheSameTimes() {
        WaitResult result = replay(Policy.DEFAULT, Duration.ofMinutes(20), 100, frame(1, PULLING), frame(45, READY));
        assertThat(result.success()).isTrue();
        assertThat(result.elapsed()).isEqualTo(Duration.ofSeconds(45));
        assertThat(heard).containsExactly("changed 1", "heartbeat 31", "changed 45", "DECIDED 45");
    }

    @Test
    public void anotherBudgetEndsItEarlier() {
        WaitResult result = replay(Policy.DEFAULT, Duration.ofSeconds(50), 100, frame(1, PULLING), frame(75, READY));
        assertThat(result.code()).contains(FindingCode.BUDGET_EXCEEDED);
        assertThat(result.endedAt()).isEqualTo(after(50));
    }

    @Test
    public void anotherPolicyDecidesOtherwise() {
        assertThat(replay(Policy.DEFAULT, Duration.ofMinutes(20), 100, frame(1, NOT_FOUND)).code()).contains(FindingCode.PULL_NOT_FOUND);
        WaitResult patient = replay(Policy.DEFAULT.withFailFast(FailFast.NEVER), Duration.ofSeconds(90), 100, frame(1, NOT_FOUND));
        assertThat(patient.code()).contains(FindingCode.BUDGET_EXCEEDED);
    }

    @Test
    public void aStallIsNoticedWhenItHasLastedLongEnough() {
        WaitResult result = replay(Policy.DEFAULT.withStallAfter(Duration.ofSeconds(40)), Duration.ofMinutes(20), 100, frame(1, PULLING));
        assertThat(result.ending()).isEqualTo(Ending.STALLED);
        assertThat(result.endedAt()).isEqualTo(after(41));
    }

    @Test
    public void whatLiesAfterTheRecordingsEndIsNotMadeUp() {
        WaitResult result = replay(Policy.DEFAULT, Duration.ofMinutes(20), 40, frame(1, PULLING));
        assertThat(result.ending()).isEqualTo(Ending.CANCELLED);
        assertThat(result.summary()).isEqualTo("the wait was cancelled: the recording ends here");
        assertThat(heard).containsExactly("changed 1", "heartbeat 31", "CANCELLED 40");
    }

    @Test
    public void aRecordingWithoutAnyViewIsRefused() {
        assertThatThrownBy(() -> replay(Policy.DEFAULT, Duration.ofMinutes(1), 1)).isInstanceOf(IllegalArgumentException.class);
    }
}

package io.jenkins.plugins.prepullgate.rollout;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.rollout.SourceState.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntFunction;
import org.junit.Test;

/** Troubles that pass: none of them may fail a deploy (krane #477, skaffold #4851), and each ends in success. */
public class FalseAlarmTest {
    private static final String BACK_OFF = "Back-off pulling image \"" + ViewBuilder.IMAGE + "\": ErrImagePull: ";

    /**
     * Looks every {@code step} seconds at what {@code view} shows then, and at every moment that an assessment asks for; stops at a terminal verdict.
     */
    private static Verdict watch(int seconds, int step, IntFunction<ViewBuilder> view) {
        Memory memory = Memory.startingAt(START);
        Verdict verdict = null;
        for (int second = 0; second <= seconds; second += step) {
            RolloutView now = view.apply(second).build();
            Instant at = START.plusSeconds(second);
            Instant until = at.plusSeconds(step);
            while (at != null && at.isBefore(until)) {
                Assessment a = Assessor.assess(now, Policy.DEFAULT, memory, at);
                memory = a.memory();
                verdict = a.verdict();
                if (verdict.terminal()) {
                    return verdict;
                }
                at = a.revisitAt();
            }
        }
        return verdict;
    }

    private static void succeeds(Verdict verdict) {
        assertThat(verdict).as(String.valueOf(verdict)).isInstanceOf(Verdict.Complete.class);
    }

    /** As the kubelet does it: an attempt, then back-off, doubling from 10 s. */
    private static ViewBuilder failing(ViewBuilder view, String node, int second, String text) {
        boolean attempt = second < 10 || second >= 20 && second < 30 || second >= 50 && second < 60 || second >= 90 && second < 100
                || second % 180 < 10;
        return attempt ? view.failing(node, 0, "ErrImagePull", text) : view.failing(node, 0, "ImagePullBackOff", BACK_OFF + text);
    }

    @Test
    public void twoFlakyPullsOnTwoHundredNodes() {
        succeeds(watch(200, 5, second -> {
            ViewBuilder view = new ViewBuilder();
            for (int i = 0; i < 200; i++) {
                String node = "n" + i;
                view.node(node);
                if (i < 2 && second < 30) {
                    failing(view, node, second, i == 0 ? "x: not found" : "the moon is full");
                } else if (second < 60 + i / 4) {
                    view.pulling(node, 0);
                } else {
                    view.ready(node);
                }
            }
            return view;
        }));
    }

    @Test
    public void aRateLimitOfFiveMinutesOnEveryNode() {
        succeeds(watch(400, 10, second -> {
            ViewBuilder view = new ViewBuilder().node("n1").node("n2");
            String text = "unexpected status from HEAD request to https://r.test/v2/a/manifests/v1: 429 Too Many Requests";
            return second < 300 ? failing(failing(view, "n1", second, text), "n2", second, text) : view.ready("n1").ready("n2");
        }));
    }

    @Test
    public void aRegistryThatIsDownForThreeMinutes() {
        succeeds(watch(300, 10, second -> {
            ViewBuilder view = new ViewBuilder().node("n1");
            return second < 180 ? failing(view, "n1", second, "dial tcp 10.0.0.1:443: connect: connection refused") : view.ready("n1");
        }));
    }

    @Test
    public void aBackOffWhoseCauseNobodyKnowsAndThatRecoversAfterFourMinutes() {
        succeeds(watch(300, 10, second -> {
            ViewBuilder view = new ViewBuilder().node("n1").node("n2").ready("n1");
            return second < 240 ? view.failing("n2", 0, "ImagePullBackOff", "Back-off pulling image \"x\"") : view.ready("n2");
        }));
    }

    @Test
    public void aTagThatIsPushedThreeQuartersOfAMinuteLateToOneNode() {
        succeeds(watch(120, 1, second -> {
            ViewBuilder view = new ViewBuilder().node("n1").node("n2").ready("n1");
            return second < 51 ? failing(view, "n2", second, "x: not found") : view.ready("n2");
        }));
    }

    @Test
    public void aNodeThatRebootsDuringItsPull() {
        succeeds(watch(400, 10, second -> {
            ViewBuilder view = new ViewBuilder().node("n1").ready("n1");
            boolean down = second >= 50 && second < 230;
            if (down) {
                return view.notReady("n2").pulling("n2", 0);
            }
            view.node("n2");
            return second < 300 ? view.pulling("n2", 0) : view.ready("n2");
        }));
    }

    @Test
    public void aPodThatIsEvictedAndMadeAgain() {
        succeeds(watch(200, 10, second -> {
            ViewBuilder view = new ViewBuilder().node("n1").node("n2").ready("n1");
            return second < 60
                    ? view.rejected("n2", "Evicted", "The node was low on resource: ephemeral-storage.")
                    : second < 120 ? view.pulling("n2", 0) : view.ready("n2");
        }));
    }

    @Test
    public void anImageThatIsAlreadyThere() {
        succeeds(watch(10, 10, second -> new ViewBuilder().node("n1").ready("n1")));
    }

    @Test
    public void anApiServerThatRestartsInTheMiddle() {
        succeeds(watch(200, 5, second -> {
            ViewBuilder view = new ViewBuilder().node("n1").node("n2").ready("n1");
            view = second < 150 ? view.pulling("n2", 0) : view.ready("n2");
            boolean blind = second >= 60 && second < 120;
            for (Source source : Source.values()) {
                view = blind ? view.source(source, Sight.STALE, Duration.ofSeconds(second - 60L), START.plusSeconds(second)) : view;
            }
            return view;
        }));
    }

    @Test
    public void aQuotaThatIsRaisedAfterFiveSeconds() {
        succeeds(watch(60, 1, second -> {
            ViewBuilder view = new ViewBuilder().node("n1");
            return second < 5
                    ? view.counters(1, 0, 0).failedCreate("Error creating: pods \"x\" is forbidden: exceeded quota: q", 4, START,
                            START.plusSeconds(second))
                    : second < 20 ? view.pulling("n1", 0) : view.ready("n1");
        }));
    }

    @Test
    public void aHugeImageThatTakesHoursOnEveryNode() {
        succeeds(watch(7300, 60, second -> {
            ViewBuilder view = new ViewBuilder().node("n1");
            return second < 7200 ? view.pulling("n1", 0) : view.ready("n1");
        }));
        Memory memory = Memory.startingAt(START);
        Assessment slow = Assessor.assess(new ViewBuilder().node("n1").pulling("n1", 0).build(), Policy.DEFAULT, memory, START.plusSeconds(3600));
        assertThat(slow.findings()).as("told all the same").anyMatch(f -> f.code() == FindingCode.PULL_STALLED);
    }
}

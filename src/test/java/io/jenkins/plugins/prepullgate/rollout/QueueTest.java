package io.jenkins.plugins.prepullgate.rollout;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.Test;

/** A node's queue of pulls, from events alone: what is behind what, and when a queue stands still. */
public class QueueTest {
    private static final String BIG = "hub.test/big:v1";
    private static final String PULLING_BIG = "Pulling image \"" + BIG + "\"";
    private static final String PULLING_OURS = "Pulling image \"" + ViewBuilder.IMAGE + "\"";
    private static final Instant OURS = START.plusSeconds(10);

    /** A pod that is no more, of the puller as it was before, pulls the big image; ours began after it. */
    private static ViewBuilder behindAnEarlierAttempt() {
        return new ViewBuilder()
                .node("n1")
                .pulling("n1", 0)
                .pull("n1", "hook-image-puller-abcde", "Pulling", PULLING_BIG, START)
                .told("n1", 0, "Pulling", PULLING_OURS, OURS);
    }

    private static Assessment at(long seconds, ViewBuilder view) {
        return at(seconds, view, Policy.DEFAULT);
    }

    private static Assessment at(long seconds, ViewBuilder view, Policy policy) {
        return Assessor.assess(view.build(), policy, Memory.startingAt(START), START.plusSeconds(seconds));
    }

    private static NodeProgress row(Assessment assessment) {
        return assessment.rows().get(0);
    }

    private static List<Finding> findings(Assessment assessment, FindingCode code) {
        return assessment.findings().stream().filter(f -> f.code() == code).toList();
    }

    @Test
    public void aPullThatWaitsIsShownBehindTheOneThatTheNodeIsAt() {
        Assessment now = at(20, behindAnEarlierAttempt());

        assertThat(row(now).state()).isEqualTo(NodeState.PULLING);
        assertThat(row(now).pull().behind()).isEqualTo(BIG);
        assertThat(row(now).message()).isEqualTo("queued behind " + BIG + " for pod hook-image-puller-abcde, which is gone");
        assertThat(findings(now, FindingCode.PULL_QUEUED)).singleElement().satisfies(finding -> {
            assertThat(finding.images()).containsExactly(BIG);
            assertThat(finding.nodes()).containsExactly("n1");
            assertThat(finding.evidence().get(0).value()).contains(ViewBuilder.IMAGE + " waits");
        });
    }

    @Test
    public void aUsersPodIsNeitherNamedNorSaidToBeGone() {
        ViewBuilder view = new ViewBuilder()
                .node("n1")
                .pulling("n1", 0)
                .pull("n1", "jupyter-alice", "Pulling", PULLING_BIG, START)
                .told("n1", 0, "Pulling", PULLING_OURS, OURS);
        assertThat(row(at(20, view)).message()).isEqualTo("queued behind " + BIG + " for another pod of the namespace");
    }

    @Test
    public void whatIsPulledLaterOrElsewhereOrHasEndedIsNotAhead() {
        ViewBuilder later = new ViewBuilder()
                .node("n1")
                .pulling("n1", 0)
                .told("n1", 0, "Pulling", PULLING_OURS, OURS)
                .pull("n1", "p", "Pulling", PULLING_BIG, OURS.plusSeconds(1));
        ViewBuilder elsewhere = new ViewBuilder()
                .node("n1")
                .pulling("n1", 0)
                .told("n1", 0, "Pulling", PULLING_OURS, OURS)
                .pull("n2", "p", "Pulling", PULLING_BIG, START);
        ViewBuilder pulled = behindAnEarlierAttempt()
                .pull("n1", "hook-image-puller-abcde", "Pulled",
                        "Successfully pulled image \"" + BIG + "\" in 2s (2s including waiting). Image size: 5 bytes.", OURS);
        ViewBuilder failed = behindAnEarlierAttempt()
                .pull("n1", "hook-image-puller-abcde", "Failed", "Failed to pull image \"" + BIG + "\": EOF", OURS);
        for (ViewBuilder view : List.of(later, elsewhere, pulled, failed)) {
            assertThat(row(at(20, view)).pull().queued()).isFalse();
        }
    }

    @Test
    public void aPullThatTheNodeHasOvertakenHoldsNobodyUp() {
        ViewBuilder view = behindAnEarlierAttempt()
                .pull("n1", "jupyter-bob", "Pulling", "Pulling image \"c\"", START.plusSeconds(3))
                .pull("n1", "jupyter-bob", "Pulled", "Successfully pulled image \"c\" in 2s (2s including waiting).", START.plusSeconds(5));
        assertThat(row(at(700, view)).pull().queued()).as("it was lost with its kubelet, or pulls do not queue").isFalse();
    }

    /** Two users' pulls on another node, of which the second took its ten seconds beside the first. */
    private static ViewBuilder twoUsers(ViewBuilder view, String includingWaiting) {
        return view.node("n2")
                .ready("n2")
                .pull("n2", "jupyter-1", "Pulling", "Pulling image \"a\"", START)
                .pull("n2", "jupyter-2", "Pulling", "Pulling image \"b\"", START.plusSeconds(1))
                .pull("n2", "jupyter-1", "Pulled", "Successfully pulled image \"a\" in 9s (9s including waiting).", START.plusSeconds(9))
                .pull("n2", "jupyter-2", "Pulled", "Successfully pulled image \"b\" in 10s (" + includingWaiting + " including waiting).",
                        START.plusSeconds(19));
    }

    @Test
    public void whereNodesPullAtOnceNothingQueues() {
        assertThat(row(at(20, twoUsers(behindAnEarlierAttempt(), "10s"))).pull().queued()).isFalse();
        assertThat(row(at(20, twoUsers(behindAnEarlierAttempt(), "18s"))).pull().queued()).isTrue();
    }

    @Test
    public void anImageThatWasThereOvertakesNothing() {
        ViewBuilder view = behindAnEarlierAttempt()
                .pull("n1", "jupyter-bob", "Pulled", "Container image \"c\" already present on machine", START.plusSeconds(5));
        assertThat(row(at(20, view)).pull().behind()).isEqualTo(BIG);
    }

    @Test
    public void aQueueThatStandsStillIsABlockedNodeAndNeverAVerdict() {
        assertThat(findings(at(600, behindAnEarlierAttempt()), FindingCode.NODE_PULL_BLOCKED)).as("not yet").isEmpty();

        Assessment now = at(601, behindAnEarlierAttempt());

        assertThat(findings(now, FindingCode.PULL_QUEUED)).isEmpty();
        assertThat(findings(now, FindingCode.PULL_STALLED)).as("the cause alone").isEmpty();
        assertThat(findings(now, FindingCode.NODE_PULL_BLOCKED)).singleElement().satisfies(finding -> {
            assertThat(finding.summary()).startsWith(BIG);
            assertThat(finding.effective()).isEqualTo(FindingClass.CONDITIONAL);
            assertThat(finding.remedy()).contains("on n1: systemctl restart containerd").contains("Deploying again");
            assertThat(finding.evidence().get(0).object()).isEqualTo("Pod jhub/hook-image-puller-abcde");
        });
        assertThat(row(now).code()).isEqualTo(FindingCode.NODE_PULL_BLOCKED);
        assertThat(at(7200, behindAnEarlierAttempt()).verdict()).isInstanceOf(Verdict.Progressing.class);
    }

    @Test
    public void aProbationOfTheCallersNamesAStuckPullSoonerAndEndsTheWait() {
        Policy blocked = Policy.DEFAULT.withPatience(FindingCode.NODE_PULL_BLOCKED, new Patience(Duration.ZERO, 1, Duration.ofSeconds(30)));
        assertThat(findings(at(30, behindAnEarlierAttempt(), blocked), FindingCode.NODE_PULL_BLOCKED)).isEmpty();
        assertThat(at(31, behindAnEarlierAttempt(), blocked).verdict())
                .isInstanceOfSatisfying(Verdict.Doomed.class, doomed -> assertThat(doomed.code()).isEqualTo(FindingCode.NODE_PULL_BLOCKED));

        Policy stalled = Policy.DEFAULT.withPatience(FindingCode.PULL_STALLED, new Patience(Duration.ZERO, 1, Duration.ofSeconds(30)));
        ViewBuilder alone = new ViewBuilder().node("n1").pulling("n1", 0).told("n1", 0, "Pulling", PULLING_OURS, START);
        assertThat(at(30, alone, stalled).verdict()).isInstanceOf(Verdict.Progressing.class);
        assertThat(at(31, alone, stalled).verdict())
                .isInstanceOfSatisfying(Verdict.Doomed.class, doomed -> assertThat(doomed.code()).isEqualTo(FindingCode.PULL_STALLED));
        ViewBuilder peers = new ViewBuilder().node("n1").node("n2").pulling("n2", 0).ready("n1");
        assertThat(at(50, peers, stalled).verdict()).as("a peer took 20 s").isInstanceOf(Verdict.Progressing.class);
    }

    @Test
    public void whatOtherNodesTookTellsEarlierOrLater() {
        assertThat(findings(at(361, peerTook("20s")), FindingCode.NODE_PULL_BLOCKED)).as("longer than a runtime that frees itself needs").hasSize(1);
        assertThat(findings(at(360, peerTook("20s")), FindingCode.NODE_PULL_BLOCKED)).as("not yet").isEmpty();
        assertThat(findings(at(1000, peerTook("6m0s")), FindingCode.NODE_PULL_BLOCKED)).as("a large image").isEmpty();
    }

    /** The same image for another pod of this rollout's node, so that its time is known from a peer. */
    private static ViewBuilder peerTook(String time) {
        return new ViewBuilder()
                .node("n1")
                .node("n2")
                .ready("n2")
                .told("n2", 0, "Pulled", "Successfully pulled image \"" + ViewBuilder.IMAGE + "\" in " + time + " (" + time
                        + " including waiting). Image size: 1000000 bytes.", START)
                .pulling("n1", 0)
                .pull("n1", "jupyter-alice", "Pulling", PULLING_OURS, START)
                .told("n1", 0, "Pulling", PULLING_OURS, OURS);
    }

    @Test
    public void aPullIsSlowAgainstItsPeersBeforeItIsStalled() {
        ViewBuilder view = new ViewBuilder().node("n1").node("n2").pulling("n2", 0).ready("n1");

        assertThat(findings(at(60, view), FindingCode.PULL_SLOW)).isEmpty();
        assertThat(findings(at(61, view), FindingCode.PULL_SLOW)).singleElement().satisfies(finding -> {
            assertThat(finding.nodes()).containsExactly("n2");
            assertThat(finding.effective()).isEqualTo(FindingClass.INFO);
            assertThat(finding.evidence().get(0).value()).contains("other nodes took 20 s");
        });
        assertThat(findings(at(601, view), FindingCode.PULL_STALLED)).hasSize(1);
        assertThat(findings(at(601, view), FindingCode.PULL_SLOW)).isEmpty();
    }

    @Test
    public void aPullsTimeBeginsWithItsTurn() {
        Instant turn = START.plusSeconds(500);
        ViewBuilder view = behindAnEarlierAttempt()
                .pull("n1", "hook-image-puller-abcde", "Pulled",
                        "Successfully pulled image \"" + BIG + "\" in 8m20s (8m20s including waiting).", turn);

        assertThat(findings(at(560, view), FindingCode.PULL_IN_PROGRESS)).isEmpty();
        assertThat(findings(at(561, view), FindingCode.PULL_IN_PROGRESS)).hasSize(1);
    }

    @Test
    public void aStuckPullSaysHowManyWaitForIt() {
        ViewBuilder view = new ViewBuilder()
                .node("n1")
                .pulling("n1", 0)
                .told("n1", 0, "Pulling", PULLING_OURS, START)
                .pull("n1", "jupyter-alice", "Pulling", PULLING_BIG, OURS)
                .pull("n1", "jupyter-bob", "Pulling", PULLING_BIG, OURS);
        Finding stalled = findings(at(601, view), FindingCode.PULL_STALLED).get(0);
        assertThat(stalled.evidence().get(0).value()).contains("2 other pulls wait behind it");
        assertThat(stalled.remedy()).contains("systemctl restart containerd on n1");
    }
}

package io.jenkins.plugins.prepullgate.rollout;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Duration;
import java.time.Instant;
import org.junit.Test;

/** When a failing pull is hopeless, and when it may still come right. */
public class ProbationTest {
    private Memory memory = Memory.startingAt(START);
    private Assessment last;

    private Assessment at(long seconds, ViewBuilder view, Policy policy) {
        last = Assessor.assess(view.build(), policy, memory, START.plusSeconds(seconds));
        memory = last.memory();
        return last;
    }

    private Assessment at(long seconds, ViewBuilder view) {
        return at(seconds, view, Policy.DEFAULT);
    }

    private static ViewBuilder twoNodes() {
        return new ViewBuilder().node("n1").node("n2").ready("n1");
    }

    private FindingCode doom() {
        return last.verdict() instanceof Verdict.Doomed doomed ? doomed.code() : null;
    }

    @Test
    public void aMissingImageOnOneNodeDoomsWithTheFirstFailureThatIsAMinuteAfterTheFirst() {
        at(1, twoNodes().notFound("n2"));
        assertThat(last.findings().get(0).effective()).isEqualTo(FindingClass.CONDITIONAL);
        at(11, twoNodes().backingOff("n2"));
        at(15, twoNodes().notFound("n2"));
        at(26, twoNodes().backingOff("n2"));
        at(40, twoNodes().notFound("n2"));
        at(75, twoNodes().backingOff("n2"));
        assertThat(doom()).as("three failures within 39 s: what was pushed since then is only found by the next attempt").isNull();
        at(85, twoNodes().notFound("n2"));
        assertThat(doom()).isEqualTo(FindingCode.PULL_NOT_FOUND);
        Finding finding = last.findings().get(0);
        assertThat(finding.nodes()).containsExactly("n2");
        assertThat(finding.evidence().get(0).count()).isEqualTo(4);
    }

    @Test
    public void anEventAndTheStatusThatFollowsItAreOneAttempt() {
        String failed = "Failed to pull image \"" + ViewBuilder.IMAGE + "\": rpc error: code = NotFound desc = x: not found";
        Instant second = START.plusSeconds(15);
        at(1, twoNodes().pulling("n2", 0).event("n2", "Failed", failed, 1, START, START));
        at(3, twoNodes().notFound("n2").event("n2", "Failed", failed, 1, START, START));
        at(14, twoNodes().backingOff("n2").event("n2", "Failed", failed, 1, START, START));
        at(15, twoNodes().backingOff("n2").event("n2", "Failed", failed, 2, START, second));
        at(20, twoNodes().notFound("n2").event("n2", "Failed", failed, 2, START, second));
        assertThat(last.findings().get(0).evidence().get(0).count()).isEqualTo(2);
    }

    @Test
    public void twoFailuresAreNotEnoughHoweverLongTheyLast() {
        at(1, twoNodes().notFound("n2"));
        at(11, twoNodes().backingOff("n2"));
        at(22, twoNodes().notFound("n2"));
        at(300, twoNodes().backingOff("n2"));
        assertThat(doom()).isNull();
    }

    @Test
    public void anImageThatIsPushedLateHeals() {
        at(1, twoNodes().notFound("n2"));
        at(22, twoNodes().notFound("n2"));
        at(52, twoNodes().ready("n2"));
        assertThat(last.verdict()).isInstanceOf(Verdict.Complete.class);
        assertThat(last.memory().sightings()).isEmpty();
    }

    @Test
    public void aMissingImageOnEveryNodeDoomsAtOnce() {
        at(1, new ViewBuilder().node("n1").node("n2").notFound("n1").notFound("n2"));
        assertThat(doom()).isEqualTo(FindingCode.PULL_NOT_FOUND);
        assertThat(last.verdict().why()).contains("n1, n2");
    }

    @Test
    public void unanimityCanBeSwitchedOff() {
        at(1, new ViewBuilder().node("n1").node("n2").notFound("n1").notFound("n2"), Policy.DEFAULT.withUnanimity(false));
        assertThat(doom()).isNull();
    }

    @Test
    public void anOutageOnEveryNodeIsStillAnOutage() {
        String text = "failed to do request: Head \"https://hub.test/v2/app/manifests/v1\": dial tcp 127.77.0.15:443: connect: connection refused";
        for (long second = 1; second < 1000; second += 20) {
            at(second, new ViewBuilder().node("n1").failing("n1", 0, second % 40 == 1 ? "ErrImagePull" : "ImagePullBackOff", text));
        }
        assertThat(last.verdict()).isInstanceOf(Verdict.Progressing.class);
        assertThat(last.findings().get(0).code()).isEqualTo(FindingCode.PULL_REGISTRY_UNAVAILABLE);
        assertThat(last.findings().get(0).evidence().get(0).count()).isEqualTo(25);
    }

    @Test
    public void theCauseOfABackOffIsRemembered() {
        at(1, twoNodes().notFound("n2"));
        at(15, twoNodes().backingOff("n2"));
        assertThat(last.findings().get(0).code()).isEqualTo(FindingCode.PULL_NOT_FOUND);
        assertThat(last.findings().get(0).evidence().get(0).value()).contains("not found");
    }

    @Test
    public void theEventTellsTheCauseBeforeTheStatus() {
        ViewBuilder view = twoNodes().pulling("n2", 0).event(
                "n2", "Failed", "Failed to pull image \"" + ViewBuilder.IMAGE + "\": rpc error: code = NotFound desc = x: not found", 1,
                START, START);
        at(1, view);
        assertThat(last.findings().get(0).code()).isEqualTo(FindingCode.PULL_NOT_FOUND);
        assertThat(last.rows().get(1).state()).isEqualTo(NodeState.BACKING_OFF);
    }

    @Test
    public void attemptsThatTheClusterCountedBeforeTheWaitCountToo() {
        Instant earlier = START.minusSeconds(120);
        ViewBuilder view = twoNodes().backingOff("n2").event(
                "n2", "Failed", "Failed to pull image \"" + ViewBuilder.IMAGE + "\": rpc error: code = NotFound desc = x: not found", 4,
                earlier, START);
        at(1, view);
        assertThat(doom()).isEqualTo(FindingCode.PULL_NOT_FOUND);
    }

    @Test
    public void patienceCanBeSetPerCode() {
        Policy hasty = Policy.DEFAULT.withPatience(FindingCode.PULL_NOT_FOUND, new Patience(Duration.ZERO, 1, Duration.ofSeconds(5)));
        at(1, twoNodes().notFound("n2"), hasty);
        assertThat(doom()).isNull();
        at(6, twoNodes().backingOff("n2"), hasty);
        assertThat(doom()).isEqualTo(FindingCode.PULL_NOT_FOUND);
    }

    @Test
    public void failFastAnyGivesUpAtTheFirstFailureAndNeverWaits() {
        at(1, twoNodes().notFound("n2"), Policy.DEFAULT.withFailFast(FailFast.ANY));
        assertThat(doom()).isEqualTo(FindingCode.PULL_NOT_FOUND);
        at(2, new ViewBuilder().node("n1").failing("n1", 0, "InvalidImageName", "bad"), Policy.DEFAULT.withFailFast(FailFast.NEVER));
        assertThat(last.verdict()).isInstanceOf(Verdict.Progressing.class);
        assertThat(last.findings().get(0).code()).isEqualTo(FindingCode.PULL_INVALID_NAME);
    }

    @Test
    public void hopelessNodesWithinTheToleranceDoNotDoom() {
        Policy tolerant = Policy.DEFAULT.withTolerate(Tolerance.parse("1"));
        ViewBuilder view = new ViewBuilder().node("n1").node("n2").node("n3").ready("n1").pulling("n3", 0)
                .failing("n2", 0, "ErrImagePull", "write /x: no space left on device");
        at(1, view, tolerant);
        assertThat(doom()).isNull();
        at(2, view.ready("n3"), tolerant);
        assertThat(last.verdict()).isInstanceOf(Verdict.Complete.class);
    }

    @Test
    public void aQuotaDoomsWithinFifteenSeconds() {
        String text = "Error creating: pods \"hook-image-puller-x\" is forbidden: exceeded quota: none, requested: pods=1, used: pods=0, limited: "
                + "pods=0";
        ViewBuilder view = new ViewBuilder().node("n1").node("n2").counters(2, 0, 0).failedCreate(text, 5, START, START.plusSeconds(3));
        at(4, view);
        assertThat(doom()).isNull();
        assertThat(last.revisitAt()).isEqualTo(START.plusSeconds(10));
        at(10, view);
        assertThat(doom()).isEqualTo(FindingCode.POD_CREATE_QUOTA);
        assertThat(last.findings().get(0).summary()).contains("exceeded quota: none").doesNotContain("hook-image-puller-x");
    }

    @Test
    public void aFullNodeIsGivenFiveMinutes() {
        ViewBuilder view = twoNodes().unscheduled("n2",
                "0/2 nodes are available: 1 Too many pods, 1 node(s) didn't satisfy plugin(s) [NodeAffinity].");
        at(1, view);
        at(200, view);
        assertThat(last.findings().get(0).code()).isEqualTo(FindingCode.UNSCHEDULABLE_TOO_MANY_PODS);
        assertThat(doom()).isNull();
        at(301, view);
        assertThat(doom()).isEqualTo(FindingCode.UNSCHEDULABLE_TOO_MANY_PODS);
    }
}

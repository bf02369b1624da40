package io.jenkins.plugins.prepullgate.rollout;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.NAMESPACE;
import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** A wait that begins before helm: what is left over from an earlier deploy, and what becomes of helm's release. */
public class UpcomingTest {
    private static final PullerQuery QUERY = PullerQuery.hook(NAMESPACE).forUpcoming();
    private static final Instant NOW = START.plusSeconds(1);
    private static final Instant LONG_AGO = START.minusSeconds(600);

    private static ViewBuilder view() {
        return new ViewBuilder().query(QUERY).node("n1");
    }

    private static ReleaseFacts release(int revision, String status, Instant createdAt, int good) {
        return new ReleaseFacts("hub", revision, status, createdAt, createdAt, good);
    }

    private static Assessment assess(ViewBuilder view, Memory memory, Instant now) {
        return Assessor.assess(view.build(), Policy.DEFAULT, memory, now);
    }

    private static Assessment first(ViewBuilder view) {
        return assess(view, Memory.startingAt(START), NOW);
    }

    private static List<FindingCode> codes(Assessment a) {
        return a.findings().stream().map(Finding::code).toList();
    }

    private static Finding finding(Assessment a, FindingCode code) {
        return a.findings().stream().filter(f -> f.code() == code).findFirst().orElseThrow();
    }

    private static FindingCode doomedBy(Assessment a) {
        assertThat(a.verdict()).isInstanceOf(Verdict.Doomed.class);
        return ((Verdict.Doomed) a.verdict()).code();
    }

    @Test
    public void aHookOfAnEarlierDeployIsNoSuccessAndNoFailure() {
        Assessment ready = first(view().ready("n1").createdAt(LONG_AGO));
        assertThat(ready.verdict()).isInstanceOf(Verdict.Absent.class);
        assertThat(ready.verdict().why()).contains("not for hook-image-puller of an earlier deploy");
        assertThat(first(view().notFound("n1").createdAt(LONG_AGO)).verdict()).isInstanceOf(Verdict.Absent.class);
        assertThat(first(view().query(PullerQuery.hook(NAMESPACE)).ready("n1").createdAt(LONG_AGO)).verdict())
                .as("who does not wait for an upcoming one takes it").isInstanceOf(Verdict.Complete.class);
    }

    @Test
    public void theHookThatComesUnderTheSameNameIsAttachedTo() {
        Memory memory = first(view().notFound("n1").createdAt(LONG_AGO)).memory();
        assertThat(assess(view().notFound("n1").createdAt(LONG_AGO), memory, NOW.plusSeconds(2)).verdict()).isInstanceOf(Verdict.Absent.class);
        Assessment replaced = assess(view().uid("ds-2").pulling("n1", 0), memory, NOW.plusSeconds(4));
        assertThat(replaced.puller().uid()).isEqualTo("ds-2");
        assertThat(assess(view().uid("ds-2").ready("n1"), replaced.memory(), NOW.plusSeconds(9)).verdict()).isInstanceOf(Verdict.Complete.class);
    }

    @Test
    public void aHookThatComesIntoSightLaterIsNewWhateverTheClocksSay() {
        Memory memory = first(view().absent()).memory();
        assertThat(assess(view().ready("n1").createdAt(LONG_AGO), memory, NOW.plusSeconds(2)).verdict()).isInstanceOf(Verdict.Complete.class);
    }

    @Test
    public void aHookThatHelmMadeWhileTheGateStartedIsNew() {
        assertThat(first(view().ready("n1").createdAt(START.minusSeconds(2))).verdict()).isInstanceOf(Verdict.Complete.class);
    }

    @Test
    public void aDeadAwaiterOfAnEarlierDeploySaysNothing() {
        JobFacts dead = new JobFacts(NAMESPACE, "hook-image-awaiter", "j", Map.of(), LONG_AGO, null, 0, 0, 0, 1, "BackoffLimitExceeded");
        Memory memory = first(view().absent().job(dead)).memory();
        Assessment next = assess(view().uid("ds-2").createdAt(LONG_AGO).job(dead).pulling("n1", 0), memory, NOW.plusSeconds(2));
        assertThat(codes(next)).isEmpty();
    }

    @Test
    public void aReleaseThatWasPendingBeforeTheWaitEndsItWithTheRecovery() {
        Assessment a = first(view().absent().release(release(7, "pending-upgrade", LONG_AGO, 5)));
        assertThat(doomedBy(a)).isEqualTo(FindingCode.HELM_OPERATION_IN_PROGRESS);
        assertThat(a.verdict().why()).contains("revision 7 of helm release hub was pending-upgrade before this wait began");
        assertThat(finding(a, FindingCode.HELM_OPERATION_IN_PROGRESS).remedy()).contains("if no helm is running: helm rollback hub 5 -n jhub");
    }

    @Test
    public void aFirstInstallThatWasKilledIsUninstalled() {
        Assessment a = first(view().absent().release(release(1, "pending-install", LONG_AGO, 0)));
        assertThat(finding(a, FindingCode.HELM_OPERATION_IN_PROGRESS).remedy()).endsWith("helm uninstall hub -n jhub");
    }

    @Test
    public void theReleaseThatTheAwaitedHelmIsChangingIsNoFinding() {
        Memory memory = first(view().absent().release(release(6, "deployed", LONG_AGO, 6))).memory();
        Assessment a = assess(view().pulling("n1", 0).release(release(7, "pending-upgrade", START.plusSeconds(2), 6)), memory, NOW.plusSeconds(4));
        assertThat(codes(a)).containsExactly(FindingCode.HELM_RELEASE_STATE);
        assertThat(finding(a, FindingCode.HELM_RELEASE_STATE).remedy()).contains("helm rollback hub 6 -n jhub");
        assertThat(codes(first(view().absent().release(release(7, "pending-upgrade", START.minusSeconds(1), 6))))).as("helm was a little quicker")
                .doesNotContain(FindingCode.HELM_OPERATION_IN_PROGRESS);
        assertThat(codes(first(view().query(PullerQuery.hook(NAMESPACE)).pulling("n1", 0).release(release(7, "pending-upgrade", LONG_AGO, 6)))))
                .as("beside a helm that is at work already").containsExactly(FindingCode.HELM_RELEASE_STATE);
    }

    @Test
    public void aReleaseThatIsDeployedWithoutAPullerEndsTheWaitAsSkipped() {
        Memory memory = first(view().absent().release(release(6, "deployed", LONG_AGO, 6))).memory();
        Assessment waiting = assess(view().absent().release(release(7, "pending-upgrade", START.plusSeconds(2), 6)), memory, NOW.plusSeconds(3));
        assertThat(waiting.verdict()).isInstanceOf(Verdict.Absent.class);
        assertThat(waiting.verdict().why()).endsWith("; helm is at work on revision 7 of hub");
        Assessment done = assess(view().absent().release(release(7, "deployed", START.plusSeconds(2), 7)), waiting.memory(), NOW.plusSeconds(4));
        assertThat(done.verdict()).isInstanceOf(Verdict.Complete.class);
        assertThat(done.verdict().why()).isEqualTo("helm has deployed revision 7 of hub without a prepull");
        assertThat(codes(done)).containsExactly(FindingCode.SKIPPED_UNCHANGED);
        assertThat(finding(done, FindingCode.SKIPPED_UNCHANGED).remedy()).contains("does not say that the nodes have the images");
    }

    @Test
    public void aHelmThatIsDoneBeforeTheFirstLookIsOnlyThisOneIfItBeganAfterTheWait() {
        assertThat(first(view().absent().release(release(7, "deployed", START.plusSeconds(1), 7))).verdict()).isInstanceOf(Verdict.Complete.class);
        assertThat(first(view().absent().release(release(7, "deployed", START, 7))).verdict()).isInstanceOf(Verdict.Absent.class);
        assertThat(doomedBy(first(view().absent().release(release(7, "failed", START.plusSeconds(1), 6))))).isEqualTo(FindingCode.HELM_FAILED);
    }

    @Test
    public void aReleaseThatWasDeployedAllAlongIsNoSuccess() {
        assertThat(first(view().absent().release(release(6, "deployed", LONG_AGO, 6))).verdict()).isInstanceOf(Verdict.Absent.class);
        ReleaseFacts other = new ReleaseFacts("other", 1, "deployed", START.plusSeconds(3), null, 1);
        Memory memory = first(view().absent().release(release(6, "deployed", LONG_AGO, 6))).memory();
        assertThat(assess(view().absent().release(release(6, "deployed", LONG_AGO, 6)).release(other), memory, NOW.plusSeconds(4)).verdict())
                .as("of two releases none is guessed").isInstanceOf(Verdict.Absent.class);
    }

    @Test
    public void aPullerThatIsGoneWhenTheReleaseIsDeployedIsNoSuccess() {
        Memory memory = first(view().absent().release(release(6, "deployed", LONG_AGO, 6))).memory();
        Memory seen = assess(view().pulling("n1", 0).release(release(7, "pending-upgrade", NOW, 6)), memory, NOW.plusSeconds(2)).memory();
        Assessment gone = assess(view().absent().release(release(7, "deployed", NOW, 7)), seen, NOW.plusSeconds(20));
        assertThat(doomedBy(gone)).isEqualTo(FindingCode.AWAITER_FALSE_SUCCESS);
        assertThat(gone.verdict().why()).contains("deployed revision 7 of helm release hub although only 0 of 1 nodes had every image");
        assertThat(codes(gone)).containsExactly(FindingCode.AWAITER_FALSE_SUCCESS);
    }

    @Test
    public void aRevisionThatFailsEndsTheWait() {
        Memory memory = first(view().absent().release(release(6, "failed", LONG_AGO, 5))).memory();
        Assessment failed = assess(view().pulling("n1", 0).release(release(7, "failed", START.plusSeconds(2), 5)), memory, NOW.plusSeconds(4));
        assertThat(doomedBy(failed)).isEqualTo(FindingCode.HELM_FAILED);
        assertThat(failed.verdict().why()).contains("revision 7 of helm release hub has failed");
        Assessment rolledBack = assess(view().absent().release(release(8, "deployed", START.plusSeconds(3), 8)), memory, NOW.plusSeconds(4));
        assertThat(doomedBy(rolledBack)).isEqualTo(FindingCode.HELM_FAILED);
        assertThat(rolledBack.verdict().why()).contains("gave up on revision 7").contains("went on to revision 8");
        assertThat(codes(assess(view().absent().release(release(6, "failed", LONG_AGO, 5)), memory, NOW.plusSeconds(4))))
                .as("an earlier deploy's failure")
                .doesNotContain(FindingCode.HELM_FAILED, FindingCode.HELM_RELEASE_STATE);
    }

    @Test
    public void aPrepullThatIsCompleteStaysSoWhateverHelmDoes() {
        Memory memory = first(view().absent().release(release(6, "deployed", LONG_AGO, 6))).memory();
        Assessment a = assess(view().ready("n1").release(release(7, "failed", NOW, 6)), memory, NOW.plusSeconds(3));
        assertThat(a.verdict()).isInstanceOf(Verdict.Complete.class);
        assertThat(codes(a)).isEmpty();
    }

    @Test
    public void aFirstInstallIsAwaitedAsRevisionOne() {
        Memory memory = first(view().absent()).memory();
        assertThat(assess(view().absent().release(release(1, "deployed", NOW, 1)), memory, NOW.plusSeconds(3)).verdict())
                .isInstanceOf(Verdict.Complete.class);
    }

    @Test
    public void whoMayNotListSecretsHearsOfItOnlyWhereAReleaseIsNamed() {
        ViewBuilder unnamed = view().absent().source(Source.RELEASES, SourceState.Sight.FORBIDDEN, Duration.ZERO, NOW);
        assertThat(codes(first(unnamed))).doesNotContain(FindingCode.NOT_PERMITTED_DETAIL);
        PullerQuery named = new PullerQuery(NAMESPACE, "", "hub", PullerQuery.Kind.HOOK, true);
        assertThat(finding(first(unnamed.query(named)), FindingCode.NOT_PERMITTED_DETAIL).remedy()).contains("list and watch on secrets in jhub");
    }
}

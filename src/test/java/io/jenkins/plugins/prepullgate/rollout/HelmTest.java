package io.jenkins.plugins.prepullgate.rollout;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** The chart's awaiter beside the puller, and helm's deadline. */
public class HelmTest {
    private static JobFacts awaiter(Instant createdAt, int active, Integer running, int succeeded, String failure) {
        return new JobFacts(
                "jhub", "hook-image-awaiter", "j", Map.of("component", "image-puller"), createdAt, null, active, running, succeeded,
                failure.isEmpty() ? 0 : 1, failure);
    }

    private static ViewBuilder view(JobFacts job) {
        return new ViewBuilder().node("n1").node("n2").ready("n1").pulling("n2", 0).job(job);
    }

    private static Assessment assess(JobFacts job, Policy policy, Instant now) {
        return Assessor.assess(view(job).build(), policy, Memory.startingAt(START), now);
    }

    private static Assessment assess(JobFacts job, Memory memory, Instant now) {
        return Assessor.assess(view(job).build(), Policy.DEFAULT, memory, now);
    }

    private static List<FindingCode> codes(Assessment a) {
        return a.findings().stream().map(f -> f.code()).toList();
    }

    @Test
    public void aFailedAwaiterDooms() {
        Assessment a = assess(awaiter(START.plusSeconds(2), 0, 0, 0, "BackoffLimitExceeded"), Policy.DEFAULT, START.plusSeconds(30));
        assertThat(a.verdict()).isInstanceOfSatisfying(Verdict.Doomed.class, d -> assertThat(d.code()).isEqualTo(FindingCode.AWAITER_FAILED));
    }

    @Test
    public void theAwaiterOfAnEarlierRevisionSaysNothing() {
        Assessment a = assess(awaiter(START.minusSeconds(3600), 0, 0, 0, "BackoffLimitExceeded"), Policy.DEFAULT, START.plusSeconds(30));
        assertThat(codes(a)).isEmpty();
    }

    @Test
    public void anAwaiterThatPassesWithImagesMissingIsTold() {
        Assessment a = assess(awaiter(START.plusSeconds(2), 0, 0, 1, ""), Policy.DEFAULT, START.plusSeconds(30));
        assertThat(codes(a)).containsExactly(FindingCode.AWAITER_FALSE_SUCCESS);
        assertThat(a.verdict()).isInstanceOf(Verdict.Progressing.class);
    }

    @Test
    public void anAwaiterThatDoesNotRunIsToldAfterHalfAMinuteAndNeverDooms() {
        JobFacts pending = awaiter(START.plusSeconds(2), 1, 0, 0, "");
        Assessment first = assess(pending, Policy.DEFAULT, START.plusSeconds(5));
        assertThat(codes(first)).as("its pod may just have ended").doesNotContain(FindingCode.AWAITER_PENDING);
        assertThat(codes(assess(pending, first.memory(), START.plusSeconds(34)))).doesNotContain(FindingCode.AWAITER_PENDING);
        assertThat(codes(assess(pending, first.memory(), START.plusSeconds(35)))).contains(FindingCode.AWAITER_PENDING);
        assertThat(assess(pending, Policy.DEFAULT, START.plusSeconds(590)).verdict()).isInstanceOf(Verdict.Progressing.class);
        assertThat(codes(assess(awaiter(START, 1, null, 0, ""), Policy.DEFAULT, START.plusSeconds(40)))).as("before 1.24 nobody says").isEmpty();
    }

    @Test
    public void halfAMinuteBeforeHelmsDeadlineItIsTold() {
        JobFacts job = awaiter(START.plusSeconds(2), 1, 1, 0, "");
        Policy policy = Policy.DEFAULT.withHelmTimeout(Duration.ofMinutes(5));
        Assessment early = assess(job, policy, START.plusSeconds(100));
        assertThat(codes(early)).doesNotContain(FindingCode.HELM_TIMEOUT_NEAR);
        assertThat(early.revisitAt()).isEqualTo(START.plusSeconds(272));
        Assessment near = assess(job, policy, START.plusSeconds(272));
        assertThat(near.findings()).anyMatch(f -> f.code() == FindingCode.HELM_TIMEOUT_NEAR && f.effective() == FindingClass.AUDIT);
        assertThat(near.verdict().terminal()).isFalse();
    }
}

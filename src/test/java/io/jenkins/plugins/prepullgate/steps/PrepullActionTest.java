package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import hudson.EnvVars;
import hudson.model.Run;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import io.jenkins.plugins.prepullgate.report.AuditResult;
import io.jenkins.plugins.prepullgate.rollout.AuditPolicy;
import java.time.Instant;
import java.util.List;
import org.junit.Test;

public class PrepullActionTest {
    private final PrepullAction action = new PrepullAction();

    private static Outcome passed(String place) {
        return Outcome.of(AuditResult.of("production", List.of(), AuditPolicy.DEFAULT, Instant.EPOCH), place);
    }

    private static Outcome failed(String place, String why) {
        return Outcome.of(new ConnectionException(Kind.FORBIDDEN, why), Outcome.AUDIT, place);
    }

    private EnvVars environment(String... known) {
        Run<?, ?> run = mock(Run.class);
        when(run.getUrl()).thenReturn("job/deploy/7/");
        EnvVars variables = new EnvVars(known);
        action.buildEnvironment(run, variables);
        return variables;
    }

    @Test
    public void aBuildWithoutOutcomesGetsNoVariables() {
        assertThat(environment()).isEmpty();
    }

    @Test
    public void aFailureIsNotHiddenByALaterSuccess() {
        action.add(failed("cluster a", "refused"), null);
        action.add(passed("cluster b"), null);
        assertThat(environment())
                .containsEntry("PREPULL_RESULT", "FAILED")
                .containsEntry("PREPULL_CODE", "API_FORBIDDEN")
                .containsEntry("PREPULL_SUMMARY", "refused");
        assertThat(action.getOutcomes()).hasSize(2);
    }

    @Test
    public void theLastFailureSpeaks() {
        action.add(failed("cluster a", "first"), null);
        action.add(failed("cluster b", "second"), null);
        assertThat(environment()).containsEntry("PREPULL_SUMMARY", "second");
    }

    @Test
    public void aStepThatIsTriedAgainSpeaksForItselfAlone() {
        action.add(failed("cluster a", "refused"), null);
        action.add(passed("cluster a"), null);
        assertThat(environment()).containsEntry("PREPULL_RESULT", "PASSED").containsEntry("PREPULL_CODE", "");
        assertThat(action.getOutcomes()).hasSize(1);
    }

    @Test
    public void anEarlierReportStaysWhereItWas() {
        action.add(failed("cluster a", "refused"), null);
        action.add(passed("cluster a"), null);
        assertThat(action.getReports()).extracting(PrepullReport::getPath).containsExactly("prepull/report/1/", "prepull/report/2/");
        assertThat(action.getReport(1).getOutcome().getSummary()).isEqualTo("refused");
        assertThat(action.getReport(3)).isNull();
    }

    @Test
    public void theReportThatSpeaksIsLinked() {
        action.add(failed("cluster a", "refused"), null);
        action.add(passed("cluster b"), null);
        assertThat(environment("BUILD_URL", "https://ci.example.org/job/deploy/7/"))
                .containsEntry("PREPULL_REPORT_URL", "https://ci.example.org/job/deploy/7/prepull/report/1/");
    }

    /** BUILD_URL is missing where Jenkins was not told its own address. */
    @Test
    public void theLinkIsAPathWhereJenkinsDoesNotKnowItsAddress() {
        action.add(passed("cluster a"), null);
        assertThat(environment()).containsEntry("PREPULL_REPORT_URL", "job/deploy/7/prepull/report/1/");
    }

    @Test
    public void aStepThatIsTriedForEverDoesNotGrowTheBuildForEver() {
        for (int i = 1; i <= PrepullAction.KEPT + 5; i++) {
            action.add(failed("cluster a", "attempt " + i), null);
        }
        assertThat(action.getReports()).hasSize(PrepullAction.KEPT);
        assertThat(action.getReport(5)).isNull();
        assertThat(action.getReport(PrepullAction.KEPT + 5).getOutcome().getSummary()).isEqualTo("attempt " + (PrepullAction.KEPT + 5));
    }
}

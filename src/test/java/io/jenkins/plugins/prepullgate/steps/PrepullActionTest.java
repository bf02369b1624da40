package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
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

    private EnvVars environment() {
        EnvVars variables = new EnvVars();
        action.buildEnvironment(null, variables);
        return variables;
    }

    @Test
    public void aBuildWithoutOutcomesGetsNoVariables() {
        assertThat(environment()).isEmpty();
    }

    @Test
    public void aFailureIsNotHiddenByALaterSuccess() {
        action.add(failed("cluster a", "refused"));
        action.add(passed("cluster b"));
        assertThat(environment())
                .containsEntry("PREPULL_RESULT", "FAILED")
                .containsEntry("PREPULL_CODE", "API_FORBIDDEN")
                .containsEntry("PREPULL_SUMMARY", "refused");
        assertThat(action.getOutcomes()).hasSize(2);
    }

    @Test
    public void theLastFailureSpeaks() {
        action.add(failed("cluster a", "first"));
        action.add(failed("cluster b", "second"));
        assertThat(environment()).containsEntry("PREPULL_SUMMARY", "second");
    }

    @Test
    public void aStepThatIsTriedAgainReplacesWhatItSaidBefore() {
        action.add(failed("cluster a", "refused"));
        action.add(passed("cluster a"));
        assertThat(environment()).containsEntry("PREPULL_RESULT", "PASSED").containsEntry("PREPULL_CODE", "");
        assertThat(action.getOutcomes()).hasSize(1);
    }
}

package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import hudson.EnvVars;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import java.io.IOException;
import org.jenkinsci.plugins.tokenmacro.MacroEvaluationException;
import org.junit.Test;

public class PrepullMacroTest {
    private final Run<?, ?> run = mock(Run.class);
    private final PrepullMacro macro = new PrepullMacro();

    private String filledIn(String part) throws MacroEvaluationException, IOException, InterruptedException {
        macro.part = part;
        return macro.evaluate(run, null, TaskListener.NULL, "PREPULL");
    }

    private void failed() throws IOException, InterruptedException {
        PrepullAction action = new PrepullAction();
        action.add(Outcome.of(new ConnectionException(ConnectionException.Kind.FORBIDDEN, "pods may not be listed"), Outcome.WAIT, "namespace jhub"),
                null);
        when(run.getAction(PrepullAction.class)).thenReturn(action);
        when(run.getEnvironment(TaskListener.NULL)).thenReturn(new EnvVars("PREPULL_REPORT_URL", "https://ci/7/prepull/report/1/"));
    }

    @Test
    public void aMailGetsTheWholeLineOrAPartOfIt() throws Exception {
        failed();
        assertThat(filledIn("line")).isEqualTo("waitForPrepuller in namespace jhub: FAILED API_FORBIDDEN: pods may not be listed");
        assertThat(filledIn("result")).isEqualTo("FAILED");
        assertThat(filledIn("code")).isEqualTo("API_FORBIDDEN");
        assertThat(filledIn("summary")).isEqualTo("pods may not be listed");
        assertThat(filledIn("nodes")).isEmpty();
        assertThat(filledIn("url")).isEqualTo("https://ci/7/prepull/report/1/");
    }

    @Test
    public void aBuildWithoutOurStepsLeavesItEmpty() throws Exception {
        assertThat(filledIn("line")).isEmpty();
    }

    @Test
    public void anUnknownPartIsTold() throws Exception {
        failed();
        assertThatThrownBy(() -> filledIn("colour")).isInstanceOf(MacroEvaluationException.class).hasMessageContaining("'colour'");
    }
}

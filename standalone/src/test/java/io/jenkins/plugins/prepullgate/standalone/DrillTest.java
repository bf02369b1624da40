package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.standalone.drill.Scenario;
import io.jenkins.plugins.prepullgate.standalone.drill.Scenarios;
import org.junit.BeforeClass;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Every scenario that comes with the command ends as it says, with the exit code that goes with it. */
@RunWith(Parameterized.class)
public class DrillTest {
    private final Scenario scenario;

    public DrillTest(String name) {
        scenario = Scenarios.builtIn(name);
    }

    @Parameters(name = "{0}")
    public static Object[] scenarios() {
        return Scenarios.builtIn().stream().map(Scenario::name).toArray();
    }

    @BeforeClass
    public static void asTheCommandDoes() {
        Logs.quiet();
    }

    @Test(timeout = 120_000)
    public void itEndsAsItSays() {
        Run run = Run.of("drill", scenario.name(), "--speed", "30");
        assertThat(run.err()).doesNotContain("but it ended with");
        boolean complete = scenario.ending().equals(Scenario.COMPLETE);
        String last = complete ? "[prepull] PREPULL COMPLETE: " : "[prepull] PREPULL FAILED " + scenario.ending() + ": ";
        assertThat(run.lines()).last().asString().startsWith(last);
        assertThat(run.code()).isEqualTo(switch (scenario.ending()) {
            case Scenario.COMPLETE -> ExitCode.COMPLETE;
            case "BUDGET_EXCEEDED" -> ExitCode.OUT_OF_TIME;
            default -> ExitCode.DOOMED;
        });
    }
}

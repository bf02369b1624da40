package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.standalone.drill.Scenario;
import io.jenkins.plugins.prepullgate.standalone.drill.Scenarios;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DrillInputTest {
    @BeforeClass
    public static void asTheCommandDoes() {
        Logs.quiet();
    }

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void theListHasEveryScenarioWithItsEnd() {
        Run run = Run.of("drill", "--list");
        assertThat(run.code()).isEqualTo(ExitCode.COMPLETE);
        for (Scenario scenario : Scenarios.builtIn()) {
            assertThat(run.lines()).anyMatch(line ->
                    line.startsWith(scenario.name() + " ") && line.contains(scenario.ending()) && line.endsWith(scenario.about()));
        }
    }

    @Test
    public void aScenarioOfOnesOwnIsPlayedAndItsWrongEndIsTold() throws Exception {
        Path file = folder.getRoot().toPath().resolve("mine.yaml");
        Files.writeString(file, "{about: Quick., ends: PULL_TLS, nodes: [n1], script: [{at: 1s, done: n1}]}");
        Run run = Run.of("drill", file.toString(), "--speed", "20");
        assertThat(run.code()).isEqualTo(ExitCode.COMPLETE);
        assertThat(run.err()).contains("the scenario says PULL_TLS, but it ended with COMPLETE");
    }

    @Test
    public void aLargeClusterIsAnnouncedBeforeItIsBuilt() throws Exception {
        Path file = folder.getRoot().toPath().resolve("large.yaml");
        Files.writeString(file, "{about: Many., ends: COMPLETE, images: [a/b], nodes: [{name: n, count: 300}], script: [{at: 1s, done: all}]}");
        Run run = Run.of("drill", file.toString());
        assertThat(run.err()).endsWith("building a cluster of 300 nodes …\n");
        assertThat(run.lines()).last().asString().startsWith("[prepull] PREPULL COMPLETE: 300 of 300 nodes");
    }

    @Test
    public void theCallersBudgetComesBeforeTheScenarios() {
        Run run = Run.of("drill", "slow-pull", "--speed", "20", "--budget", "30s");
        assertThat(run.code()).isEqualTo(ExitCode.OUT_OF_TIME);
        assertThat(run.out()).contains("the budget of 30s ran out");
    }

    @Test
    public void whatCannotBePlayedIsRefusedInOneLine() throws Exception {
        refused("a scenario is missing; prepull-gate drill --list");
        refused("'qouta' is not a scenario; there are success, ", "qouta");
        refused("--speed: '0.0' is not between", "quota", "--speed", "0");
        Path file = folder.getRoot().toPath().resolve("broken.yaml");
        Files.writeString(file, "about: x\nends: COMPLETE\nnods: []\n");
        refused("broken.yaml, line 3, key 'nods': is unknown", file.toString());
        refused("is not a folder that can be read", "--list", "--scenarios", folder.getRoot() + "/nowhere");
        refused("is not a folder that can be read", "success", "--scenarios", folder.getRoot() + "/nowhere");
    }

    private static void refused(String message, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "drill";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Run run = Run.of(all);
        assertThat(run.code()).as(message).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(message).hasLineCount(1);
    }
}

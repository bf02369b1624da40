package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ManualTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void theManualPageHasEveryCommandAndExitCode() {
        Run run = Run.of("generate-man");
        assertThat(run.code()).isEqualTo(ExitCode.COMPLETE);
        PrepullGateCommand.commandLine().getSubcommands().keySet()
                .forEach(name -> assertThat(run.out()).contains(".SS prepull\\-gate " + name.replace("-", "\\-") + "\n"));
        assertThat(run.out()).contains(".B \\-\\-budget DURATION\n", ".SS prepull\\-gate hub wait\n", ".TP\n.B 130\ninterrupted\n");
    }

    /** A request of troff is a line that begins with a dot or an apostrophe; everything else is text. */
    @Test
    public void nothingInTheManualPageIsTakenForARequestThatIsNone() {
        assertThat(Run.of("generate-man").lines())
                .filteredOn(line -> line.startsWith(".") || line.startsWith("'"))
                .allMatch(line -> line.matches("\\.(TH|SH|SS|TP|B|I)( .*)?"));
    }

    @Test
    public void groffHasNothingToComplainOf() throws Exception {
        assumeTrue(onPath("groff"));
        Process groff = shell("groff -man -Tutf8 -ww -z " + written("man", Run.of("generate-man").out()));
        assertThat(new String(groff.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
        assertThat(groff.waitFor()).isZero();
    }

    @Test
    public void bashCompletesCommandsAndOptions() throws Exception {
        assumeTrue(onPath("bash"));
        String script = written("completion", Run.of("generate-completion").out());
        Process bash = shell("source " + script + "; COMP_WORDS=(prepull-gate wait --bud); COMP_CWORD=2; COMP_LINE='prepull-gate wait --bud'; "
                + "_complete_prepull-gate; echo \"${COMPREPLY[@]}\"; COMP_WORDS=(prepull-gate re); COMP_CWORD=1; "
                + "_complete_prepull-gate; echo \"${COMPREPLY[@]}\"");
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()).containsExactly("--budget", "replay");
    }

    @Test
    public void bashCompletesValuesThatAreFew() throws Exception {
        assumeTrue(onPath("bash"));
        String script = written("completion", Run.of("generate-completion").out());
        StringBuilder typed = new StringBuilder("compopt() { :; }; source " + script);
        for (String words : List.of("wait --fail-fast ''", "wait --puller c", "wait --expect ''", "prepull --output ''", "drill miss",
                "hub wait --output j")) {
            int at = words.split(" ").length;
            typed.append("; COMP_WORDS=(prepull-gate ").append(words).append("); COMP_CWORD=").append(at)
                    .append("; COMPREPLY=(); _complete_prepull-gate; echo \"${COMPREPLY[@]}\"");
        }
        assertThat(new String(shell(typed.toString()).getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()).containsExactly(
                "never permanent any", "continuous", "daemonset schedulable-nodes", "text json github", "missing-tag", "json");
    }

    private String written(String name, String text) throws IOException {
        return Files.writeString(folder.getRoot().toPath().resolve(name), text).toString();
    }

    private static Process shell(String command) throws IOException {
        return new ProcessBuilder("bash", "-c", command).start();
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}

package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** {@code docs/COMMAND.md} and the code say the same. */
public class CommandPageTest {
    private static String page() throws IOException {
        Path here = Path.of("docs", "COMMAND.md");
        return Files.readString(Files.exists(here) ? here : Path.of("..").resolve(here));
    }

    @Test
    public void everyCommandAndOptionIsOnThePage() throws IOException {
        String page = page();
        for (CommandLine command : PrepullGateCommand.commandLine().getSubcommands().values()) {
            assertThat(page).contains("`prepull-gate " + command.getCommandName() + "`");
            for (OptionSpec option : command.getCommandSpec().options()) {
                String name = option.longestName();
                if (!option.usageHelp() && !option.versionHelp()) {
                    assertThat(page).as(command.getCommandName()).contains(option.negatable() ? name.replaceFirst("--", "--[no-]") : name);
                }
            }
        }
    }

    @Test
    public void everyExitCodeIsOnThePage() throws IOException {
        List<Integer> codes = List.of(
                ExitCode.COMPLETE, ExitCode.DOOMED, ExitCode.USAGE, ExitCode.OUT_OF_TIME, ExitCode.UNSEEN, ExitCode.INTERNAL, ExitCode.INTERRUPTED);
        for (int code : codes) {
            assertThat(page()).contains("\n| " + code + " | ");
            assertThat(PrepullGateCommand.commandLine().getUsageMessage()).containsPattern("(?m)^  " + code + " +\\w");
        }
    }
}

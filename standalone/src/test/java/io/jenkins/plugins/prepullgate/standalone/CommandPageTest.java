package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.standalone.manual.OptionTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Test;
import picocli.CommandLine;

/** {@code docs/COMMAND.md} and the code say the same. Its tables of options are written anew with {@code -Ddocs.write=true}. */
public class CommandPageTest {
    private static Path page() {
        Path here = Path.of("docs", "COMMAND.md");
        return Files.exists(here) ? here : Path.of("..").resolve(here);
    }

    @Test
    public void everyTableOfOptionsIsAsTheCodeHasIt() throws IOException {
        String wanted = OptionTables.refreshed(Files.readString(page()), PrepullGateCommand.commandLine());
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(page(), wanted);
        }
        assertThat(Files.readString(page())).isEqualTo(wanted);
    }

    @Test
    public void everyCommandIsOnThePageAndHasItsTable() throws IOException {
        String page = Files.readString(page());
        for (CommandLine command : PrepullGateCommand.commandLine().getSubcommands().values()) {
            assertThat(page).contains("`prepull-gate " + command.getCommandName() + "`");
            boolean takesOptions = command.getCommandSpec().options().stream()
                    .anyMatch(o -> !o.usageHelp() && !o.versionHelp() && !o.longestName().equals("--debug"));
            if (takesOptions) {
                assertThat(page).contains(OptionTables.begin(command.getCommandName()));
            }
        }
    }

    @Test
    public void everyExitCodeIsOnThePage() throws IOException {
        List<Integer> codes = List.of(
                ExitCode.COMPLETE, ExitCode.DOOMED, ExitCode.USAGE, ExitCode.OUT_OF_TIME, ExitCode.UNSEEN, ExitCode.INTERNAL, ExitCode.INTERRUPTED);
        for (int code : codes) {
            assertThat(Files.readString(page())).contains("\n| " + code + " | ");
            assertThat(PrepullGateCommand.commandLine().getUsageMessage()).containsPattern("(?m)^  " + code + " +\\w");
        }
    }
}

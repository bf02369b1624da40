package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.standalone.documents.Documents;
import io.jenkins.plugins.prepullgate.standalone.documents.HelmScripts;
import io.jenkins.plugins.prepullgate.standalone.manual.OptionTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Test;
import picocli.CommandLine;

/**
 * {@code docs/COMMAND.md} and {@code docs/HUB.md} say what the code says. Their tables of options are written anew with {@code -Ddocs.write=true}.
 */
public class CommandPageTest {
    private static Path page(String name) {
        return Documents.root().resolve("docs").resolve(name);
    }

    private static void tablesAreAsTheCodeHasThem(Path page) throws IOException {
        String wanted = OptionTables.refreshed(Files.readString(page), PrepullGateCommand.commandLine());
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(page, wanted);
        }
        assertThat(Files.readString(page)).isEqualTo(wanted);
    }

    @Test
    public void everyTableOfOptionsIsAsTheCodeHasIt() throws IOException {
        tablesAreAsTheCodeHasThem(page("COMMAND.md"));
        tablesAreAsTheCodeHasThem(page("HUB.md"));
    }

    @Test
    public void everyCommandForTheHubHasItsTable() throws IOException {
        String page = Files.readString(page("HUB.md"));
        for (CommandLine command : PrepullGateCommand.commandLine().getSubcommands().get("hub").getSubcommands().values()) {
            assertThat(page).contains("`prepull-gate hub " + command.getCommandName() + "`", OptionTables.begin("hub " + command.getCommandName()));
        }
    }

    /** The same script stands on both pages, and DeployScriptsClusterTest runs it. */
    @Test
    public void theGuardInAShellIsTheOneThatIsTested() throws IOException {
        assertThat(Files.readString(page("COMMAND.md")).replaceAll("(?m)^    ", "")).contains(HelmScripts.guard());
    }

    @Test
    public void everyCommandIsOnThePageAndHasItsTable() throws IOException {
        String page = Files.readString(page("COMMAND.md"));
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
            assertThat(Files.readString(page("COMMAND.md"))).contains("\n| " + code + " | ");
            assertThat(PrepullGateCommand.commandLine().getUsageMessage()).containsPattern("(?m)^  " + code + " +\\w");
        }
    }
}

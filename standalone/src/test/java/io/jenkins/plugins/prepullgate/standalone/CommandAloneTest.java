package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;
import picocli.CommandLine;

/** A command that is named first is made without the others, and nobody can tell. */
public class CommandAloneTest {
    @Test
    public void theCommandThatIsNamedComesAlone() {
        PrepullGateCommand.commandLine().getSubcommands().keySet().forEach(name ->
                assertThat(PrepullGateCommand.commandLine(name, "--help").getSubcommands()).containsOnlyKeys(name));
    }

    @Test
    public void itIsTheSameCommand() {
        CommandLine all = PrepullGateCommand.commandLine();
        all.getSubcommands().forEach((name, whole) -> {
            CommandLine alone = PrepullGateCommand.commandLine(name).getSubcommands().get(name);
            assertThat(alone.getUsageMessage()).isEqualTo(whole.getUsageMessage()).contains("--debug");
            assertThat(alone.getCommandSpec().qualifiedName()).isEqualTo("prepull-gate " + name);
        });
    }

    @Test
    public void whereNoneIsNamedFirstAllAreThere() {
        int all = PrepullGateCommand.commandLine().getSubcommands().size();
        assertThat(all).isGreaterThan(5);
        assertThat(PrepullGateCommand.commandLine(new String[0]).getSubcommands()).hasSize(all);
        assertThat(PrepullGateCommand.commandLine("--debug", "wait").getSubcommands()).hasSize(all);
        assertThat(PrepullGateCommand.commandLine("wiat").getSubcommands()).hasSize(all);
    }
}

package io.jenkins.plugins.prepullgate.standalone;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code prepull-gate hub}: everything that is done with a JupyterHub itself, through its REST API. */
@Command(
        name = "hub",
        mixinStandardHelpOptions = true,
        versionProvider = PrepullGateCommand.Version.class,
        description = "Watches a JupyterHub start, compares staging with production, fills staging with users, and deletes users who are gone.",
        subcommands = {HubWaitCommand.class, HubScaleCommand.class, HubSeedCommand.class, HubPruneCommand.class, HubRestoreCommand.class},
        synopsisSubcommandLabel = "COMMAND")
final class HubCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Called without a command. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: " + String.join(", ", spec.subcommands().keySet()));
    }
}

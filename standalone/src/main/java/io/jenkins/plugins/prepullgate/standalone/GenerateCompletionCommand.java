package io.jenkins.plugins.prepullgate.standalone;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code prepull-gate generate-completion}: for bash and zsh. */
@Command(
        name = "generate-completion",
        mixinStandardHelpOptions = true,
        versionProvider = PrepullGateCommand.Version.class,
        description = "Writes a script to stdout that completes commands and options in bash and zsh: source <(prepull-gate generate-completion)")
final class GenerateCompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(AutoComplete.bash(spec.root().name(), PrepullGateCommand.commandLine()));
        spec.commandLine().getOut().flush();
        return ExitCode.COMPLETE;
    }
}

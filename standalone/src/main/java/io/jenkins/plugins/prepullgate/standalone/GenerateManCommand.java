package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.standalone.manual.ManualPage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code prepull-gate generate-man}: the manual page of exactly this version. */
@Command(
        name = "generate-man",
        mixinStandardHelpOptions = true,
        versionProvider = PrepullGateCommand.Version.class,
        description = "Writes the manual page to stdout; to read it: prepull-gate generate-man | man -l -")
final class GenerateManCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(ManualPage.of(PrepullGateCommand.commandLine()));
        spec.commandLine().getOut().flush();
        return ExitCode.COMPLETE;
    }
}

package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.standalone.demo.Incident;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code prepull-gate demo}: needs no cluster and no network. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = PrepullGateCommand.Version.class,
        description = "Plays the incident of 2018-01-26 against the real gate, on an API server in this process; no cluster is needed.")
final class DemoCommand implements Callable<Integer> {
    private static final Duration BEAT = Duration.ofMillis(1200);

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws ConnectionException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        new Incident(line -> print(out, line), BEAT).play();
        return ExitCode.COMPLETE;
    }

    private static void print(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}

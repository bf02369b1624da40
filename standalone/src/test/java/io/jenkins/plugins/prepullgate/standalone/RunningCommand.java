package io.jenkins.plugins.prepullgate.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The command as a process of its own, for what only signals show. Ends with the test at the latest. */
final class RunningCommand implements AutoCloseable {
    private final Process process;
    private final StringBuilder read = new StringBuilder();

    private RunningCommand(Process process) {
        this.process = process;
    }

    static RunningCommand of(String... args) throws IOException {
        List<String> command = new ArrayList<>(hearingSignals());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                PrepullGateCommand.class.getName()));
        command.addAll(List.of(args));
        return new RunningCommand(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** A shell makes what it runs in the background deaf to SIGINT, and that is inherited: {@code ./verify} runs the tests so. */
    private static List<String> hearingSignals() {
        Path env = Path.of("/usr/bin/env");
        return Files.isReadable(Path.of("/proc/self/status")) ? List.of(env.toString(), "--default-signal=INT") : List.of();
    }

    /** Reads its output until a text has come. @throws AssertionError when it ends without it */
    RunningCommand until(String text) throws IOException {
        InputStream out = process.getInputStream();
        while (read.indexOf(text) < 0) {
            int next = out.read();
            if (next < 0) {
                throw new AssertionError("the command has ended without '" + text + "': " + read);
            }
            read.append((char) next);
        }
        return this;
    }

    /** Sends SIGTERM. A process's own destroy() would close its output as well. */
    RunningCommand terminate() {
        process.toHandle().destroy();
        return this;
    }

    /** Sends SIGKILL. */
    RunningCommand kill() {
        process.toHandle().destroyForcibly();
        return this;
    }

    long pid() {
        return process.pid();
    }

    /** Nobody reads its output any more. */
    RunningCommand closeOutput() throws IOException {
        process.getInputStream().close();
        return this;
    }

    /** What it ends with, whatever it says. @throws AssertionError when it does not end within a minute */
    int code() throws InterruptedException {
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new AssertionError("the command does not end: " + read);
        }
        return process.exitValue();
    }

    /** What it ends with; all that it has said is in {@link Run#out}. It is killed when it does not end within a minute. */
    Run end() throws IOException, InterruptedException {
        CompletableFuture.delayedExecutor(1, TimeUnit.MINUTES).execute(process::destroyForcibly);
        read.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        return new Run(code(), read.toString(), "");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

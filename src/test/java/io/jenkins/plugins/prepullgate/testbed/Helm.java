package io.jenkins.plugins.prepullgate.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real helm 3, deploying the test bed's chart ({@code testbed/chart}) as one release, with an administrator's rights. */
public final class Helm {
    private final Path kubeconfig;
    private final String namespace;
    private final String release;

    public Helm(RealCluster cluster, String namespace, String release) {
        this.kubeconfig = cluster.adminKubeconfig();
        this.namespace = namespace;
        this.release = release;
    }

    /** Where the chart is. */
    public static Path chart() {
        return Scripts.folder().resolve("chart");
    }

    /** Starts {@code helm upgrade --install} of the chart. */
    public Run upgrade(String... arguments) {
        return upgrade(Arrays.asList(arguments));
    }

    /** Starts {@code helm upgrade --install} of the chart. */
    public Run upgrade(List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("upgrade", release, chart().toString(), "--install"));
        all.addAll(arguments);
        return start(all);
    }

    /** Starts any other command of helm in the namespace, given as it is written in a shell, without quotes. */
    public Run command(String words) {
        return start(Arrays.asList(words.split(" ")));
    }

    private Run start(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(Scripts.programs().resolve("helm").toString()));
        command.addAll(arguments);
        command.addAll(List.of("--namespace", namespace, "--kubeconfig", kubeconfig.toString()));
        try {
            Path output = Files.createTempFile(kubeconfig.getParent(), "helm-", ".log");
            long begun = System.nanoTime();
            return new Run(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start(), output, begun);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A helm at work. */
    public record Run(Process process, Path log, long begun) {
        /** Its end; fails after three minutes. */
        public Ended end() {
            try {
                if (!process.waitFor(3, TimeUnit.MINUTES)) {
                    process.destroyForcibly();
                    throw new AssertionError("helm does not end: " + Files.readString(log));
                }
                return new Ended(process.exitValue(), Files.readString(log).strip(), Duration.ofNanos(System.nanoTime() - begun));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        /** Sends a signal such as {@code KILL} or {@code TERM}, and waits for the end. */
        public Ended signal(String name) {
            Scripts.run(List.of("kill", "-" + name, Long.toString(process.pid()))).orFail();
            return end();
        }
    }

    /** How it ended, what it said, and how long it took. */
    public record Ended(int status, String output, Duration took) {
        /** @throws AssertionError when it failed */
        public Ended orFail() {
            if (status != 0) {
                throw new AssertionError("helm ended with " + status + ": " + output);
            }
            return this;
        }
    }
}

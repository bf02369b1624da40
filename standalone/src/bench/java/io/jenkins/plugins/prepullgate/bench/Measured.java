package io.jenkins.plugins.prepullgate.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A tool's process, with the memory and processor time that it takes, read from {@code /proc} every 20 ms until it ends. */
final class Measured implements AutoCloseable {
    private static final long TICKS_PER_SECOND = 100;

    private final Process process;
    private final Path output;
    private final Thread sampler;
    private final long startedAt = System.nanoTime();
    private volatile long endedAt;
    private volatile long peakKilobytes;
    private volatile double cpuSeconds;

    private Measured(Process process, Path output) {
        this.process = process;
        this.output = output;
        sampler = new Thread(this::sample, "sampler");
        sampler.setDaemon(true);
        sampler.start();
        process.onExit().thenAccept(ended -> endedAt = System.nanoTime());
    }

    static Measured start(List<String> command, Path output) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
            process.getOutputStream().close();
            return new Measured(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", command), e);
        }
    }

    private void sample() {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        try {
            while (process.isAlive()) {
                for (String line : Files.readAllLines(proc.resolve("status"))) {
                    if (line.startsWith("VmHWM:")) {
                        peakKilobytes = Long.parseLong(line.replaceAll("\\D", ""));
                    }
                }
                // After the name, which may hold spaces: state is the first field, user and system time the twelfth and thirteenth.
                String[] stat = Files.readString(proc.resolve("stat")).replaceFirst("^.*\\) ", "").split(" ");
                cpuSeconds = (Long.parseLong(stat[11]) + Long.parseLong(stat[12])) / (double) TICKS_PER_SECOND;
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (NoSuchFileException ended) {
            Thread.currentThread().setName("sampler (process ended)");
        } catch (IOException e) {
            // A process that ends while its file is read shows as ESRCH: the last sample counts.
            Thread.currentThread().setName("sampler (" + e.getMessage() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the end; a tool that goes on for longer is killed. @return its exit status, or -1 when it was killed */
    int waitFor(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            close();
            return -1;
        }
        process.onExit().join();
        sampler.join();
        return process.exitValue();
    }

    boolean running() {
        return process.isAlive();
    }

    /** By {@link System#nanoTime}; only after its end. */
    long endedAt() {
        return endedAt == 0 ? System.nanoTime() : endedAt;
    }

    double seconds() {
        return (endedAt() - startedAt) / 1e9;
    }

    double cpuSeconds() {
        return cpuSeconds;
    }

    double peakMegabytes() {
        return peakKilobytes / 1024.0;
    }

    String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

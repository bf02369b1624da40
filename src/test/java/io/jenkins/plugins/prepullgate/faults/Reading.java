package io.jenkins.plugins.prepullgate.faults;

import io.jenkins.plugins.prepullgate.cluster.LiveThreads;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What this process holds at one moment.
 *
 * @param at since the beginning, in the time of the waits
 * @param waits how many have been so far
 * @param threads how many of each name, without numbers
 * @param connections open sockets, also those that listen
 * @param heap bytes, after collections
 */
record Reading(Duration at, int waits, Map<String, Integer> threads, int connections, long heap) {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    static Reading now(Duration at, int waits) {
        Map<String, Integer> threads = new TreeMap<>();
        LiveThreads.names().forEach(name -> threads.merge(name.replaceAll("[0-9]+", "N"), 1, Integer::sum));
        return new Reading(at, waits, threads, sockets(), usedHeap());
    }

    /** Whether connections can be counted on this machine. */
    static boolean possible() {
        return Files.isDirectory(DESCRIPTORS);
    }

    private static int sockets() {
        try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
            return (int) descriptors.filter(Reading::socket).count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean socket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            // Closed since it was listed, as that of the list itself is.
            return false;
        }
    }

    /** The least of three, since one collection leaves what its predecessor has only marked. */
    private static long usedHeap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    int threadCount() {
        return threads.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** By how much the line that fits best rises from the first reading to the last. */
    static double rise(List<Reading> readings, ToDoubleFunction<Reading> value) {
        double middle = readings.stream().mapToDouble(r -> r.at.toMillis()).average().orElseThrow();
        double mean = readings.stream().mapToDouble(value).average().orElseThrow();
        double along = 0;
        double square = 0;
        for (Reading reading : readings) {
            double x = reading.at.toMillis() - middle;
            along += x * (value.applyAsDouble(reading) - mean);
            square += x * x;
        }
        return along / square * (readings.get(readings.size() - 1).at.toMillis() - readings.get(0).at.toMillis());
    }

    /** One line of a table. */
    @Override
    public String toString() {
        String names = threads.entrySet().stream().map(t -> t.getValue() + " " + t.getKey()).collect(Collectors.joining(", "));
        return String.format("%4d min  %5d waits  %3d threads  %3d connections  %8.1f KiB   %s",
                at.toMinutes(), waits, threadCount(), connections, heap / 1024.0, names);
    }
}

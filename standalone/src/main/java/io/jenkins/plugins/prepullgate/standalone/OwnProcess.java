package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.cluster.PullerOwner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * This process as the owner of a puller, described so that a later run on the same machine can prove that it has ended. A process id has a meaning
 * only within one boot of one machine, and there within one pid namespace; anywhere else nothing is known of the process.
 */
final class OwnProcess {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");
    /** The JVM computes a start from the boot time, so the same start comes out differently once the clock has been adjusted. */
    private static final Duration SAME_START = Duration.ofSeconds(5);

    private OwnProcess() {}

    /** @param named what the owner is called; null for the process itself */
    static PullerOwner owner(String named) {
        ProcessHandle process = ProcessHandle.current();
        String start = process.info().startInstant().map(Instant::toString).orElse("");
        String mark = machine() + " " + process.pid() + " " + start;
        String words = "process " + process.pid() + " on " + host();
        return named == null
                ? new PullerOwner("process " + mark, words, words, mark)
                : new PullerOwner("named " + named, named, named, mark);
    }

    /** Whether the process that would remove the puller is gone, for certain. */
    static boolean ended(PullerOwner owner) {
        String[] parts = owner.process().split(" ", -1);
        if (parts.length != 3 || !parts[0].equals(machine()) || !parts[1].matches("\\d{1,18}")) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(parts[1])).filter(ProcessHandle::isAlive);
        return process.isEmpty() || another(process.get(), parts[2]);
    }

    /** Whether the id has been given to another process since. */
    private static boolean another(ProcessHandle process, String start) {
        Optional<Instant> begun = process.info().startInstant();
        if (begun.isEmpty() || start.isEmpty()) {
            return false;
        }
        try {
            return Duration.between(Instant.parse(start), begun.get()).abs().compareTo(SAME_START) > 0;
        } catch (DateTimeParseException e) {
            // Not written by this class: nothing is known.
            return false;
        }
    }

    private static String machine() {
        return host() + "/" + boot() + "/" + namespace();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName().replace(' ', '-');
        } catch (UnknownHostException e) {
            // The name cannot be resolved, and the API gives it in no other way.
            return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("unnamed");
        }
    }

    /** Empty where there is no such file, as on macOS; there the host's name has to do. */
    private static String boot() {
        try {
            return Files.readString(BOOT).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static String namespace() {
        try {
            return Files.readSymbolicLink(NAMESPACE).toString().replaceAll("\\D", "");
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }
}

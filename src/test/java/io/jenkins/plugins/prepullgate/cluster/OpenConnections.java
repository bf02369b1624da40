package io.jenkins.plugins.prepullgate.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Connections from this machine to a port, as the kernel lists them (proc(5), {@code /proc/net/tcp}); none where there are no such tables. */
public final class OpenConnections {
    private static final List<Path> TABLES = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
    private static final int REMOTE = 2;
    private static final int STATE = 3;
    private static final String ESTABLISHED = "01";

    private OpenConnections() {}

    /** How many stand. */
    public static long to(int port) {
        String suffix = String.format(":%04X", port);
        return TABLES.stream()
                .filter(Files::isReadable)
                .flatMap(OpenConnections::rows)
                .filter(row -> row[REMOTE].endsWith(suffix) && row[STATE].equals(ESTABLISHED))
                .count();
    }

    private static Stream<String[]> rows(Path table) {
        try {
            return Files.readAllLines(table).stream().skip(1).map(line -> line.trim().split("\\s+"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

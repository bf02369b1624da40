package io.jenkins.plugins.prepullgate.testbed.registry;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All that was asked for, in order of completion, in memory. */
final class RequestLog {
    private final List<LogEntry> entries = new CopyOnWriteArrayList<>();

    void add(LogEntry entry) {
        entries.add(entry);
    }

    /** @param repository the beginning of a repository's path; empty for all, also for connections that brought no request */
    List<LogEntry> of(String repository) {
        return entries.stream().filter(entry -> entry.repository().startsWith(repository)).toList();
    }

    void clear() {
        entries.clear();
    }

    static LogEntry connection(Instant at, String host, String outcome) {
        return new LogEntry(at, host, "", "", "", "", "", 0, 0, outcome);
    }
}

package io.jenkins.plugins.prepullgate.steps;

import hudson.model.TaskListener;
import io.jenkins.plugins.prepullgate.report.ProgressLog;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A step's part of the build's log. Safe from any thread. Lines are lost until the log is known. */
final class StepLog {
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private volatile TaskListener log;

    void open(TaskListener listener) {
        log = listener;
    }

    /** A line of ours. */
    void say(String text) {
        print(ProgressLog.PREFIX + text);
    }

    /** A line of ours that is printed only the first time. */
    void sayOnce(String text) {
        if (told.add(text)) {
            say(text);
        }
    }

    void print(String line) {
        TaskListener known = log;
        if (known != null) {
            known.getLogger().println(line);
        }
    }
}

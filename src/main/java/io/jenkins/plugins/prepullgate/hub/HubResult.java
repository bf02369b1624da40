package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a piece of work with a hub came to. */
public interface HubResult {
    /** What was done, in one word for reports: {@code wait}, {@code scale}, {@code seed}, {@code prune} or {@code restore}. */
    String job();

    /** What the hub is called. */
    String hub();

    /** When it ended. */
    Instant at();

    /** The findings, gravest first; any of class permanent, audit or budget makes the work a failure. */
    List<Finding> findings();

    /** What is known besides the findings, a line each. */
    List<String> details();

    /** The details for programs: texts, numbers, and lists and maps of them, in a fixed order. */
    Map<String, Object> facts();

    /** One sentence that says what was achieved; used when it passed. */
    String passing();

    /** The finding that fails it; empty when it passed. */
    default Optional<Finding> leading() {
        return findings().stream()
                .filter(f -> f.permanent() || f.effective() == FindingClass.AUDIT || f.effective() == FindingClass.BUDGET)
                .findFirst();
    }

    default boolean passed() {
        return leading().isEmpty();
    }

    /** Whether it failed only for want of time. */
    default boolean outOfTime() {
        return leading().filter(f -> f.effective() == FindingClass.BUDGET).isPresent();
    }

    /** The stable code of what failed it; empty when it passed. */
    default Optional<FindingCode> code() {
        return leading().map(Finding::code);
    }

    /** One sentence: what came of it. */
    default String summary() {
        return leading().map(Finding::summary).orElseGet(this::passing);
    }
}

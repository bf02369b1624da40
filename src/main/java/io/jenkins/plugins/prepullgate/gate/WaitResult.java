package io.jenkins.plugins.prepullgate.gate;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.Names;
import io.jenkins.plugins.prepullgate.rollout.NodeProgress;
import io.jenkins.plugins.prepullgate.rollout.Redaction;
import io.jenkins.plugins.prepullgate.rollout.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The outcome of a wait.
 *
 * @param ending how it ended
 * @param last the last assessment; its view is what the diagnosis speaks of
 * @param spec what was asked for
 * @param endedAt when
 * @param detail why it was cancelled; empty otherwise
 */
public record WaitResult(Ending ending, Assessment last, WaitSpec spec, Instant endedAt, String detail) {
    public WaitResult {
        Objects.requireNonNull(ending, "ending");
        Objects.requireNonNull(last, "last");
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(endedAt, "endedAt");
        Objects.requireNonNull(detail, "detail");
    }

    /** The outcome of a wait that need not begin, since it is known beforehand that nothing will be pulled. */
    public static WaitResult needless(WaitSpec spec, Instant at, String why) {
        return new WaitResult(Ending.DECIDED, Assessment.skipped(at, why), spec, at, "");
    }

    /** The outcome of a wait that must not begin, since something stands in the way. */
    public static WaitResult refused(WaitSpec spec, Instant at, Finding why) {
        return new WaitResult(Ending.DECIDED, Assessment.refused(at, why), spec, at, "");
    }

    /** Whether the prepull is complete. Nothing else is success. */
    public boolean success() {
        return ending == Ending.DECIDED && last.verdict() instanceof Verdict.Complete;
    }

    /** Whether the caller's network or rights kept the gate from judging. */
    public boolean couldNotSee() {
        return ending == Ending.DECIDED && last.verdict() instanceof Verdict.Undetermined;
    }

    /** The stable code of what ended an unsuccessful wait; empty after success. */
    public Optional<FindingCode> code() {
        return switch (ending) {
            case STALLED -> Optional.of(FindingCode.STALLED);
            case BUDGET_EXCEEDED -> Optional.of(FindingCode.BUDGET_EXCEEDED);
            case CANCELLED -> Optional.of(FindingCode.CANCELLED);
            case DECIDED -> last.verdict() instanceof Verdict.Doomed doomed
                    ? Optional.of(doomed.code())
                    : last.verdict() instanceof Verdict.Undetermined blind ? Optional.of(blind.code()) : Optional.empty();
        };
    }

    /** One sentence: the outcome, and the reason if it is not success. */
    public String summary() {
        return Redaction.oneLine(sentence());
    }

    private String sentence() {
        return switch (ending) {
            case DECIDED -> last.verdict().why();
            case STALLED -> "nothing moved for " + Durations.words(spec.policy().stallAfter()) + missing();
            case BUDGET_EXCEEDED -> "the budget of " + Durations.words(spec.budget()) + " ran out" + missing();
            case CANCELLED -> detail.isEmpty() ? "the wait was cancelled" : "the wait was cancelled: " + detail;
        };
    }

    private String missing() {
        String counts = last.puller() == null
                ? "; " + last.verdict().why()
                : "; " + last.tally().ready() + " of " + last.tally().expected() + " nodes are ready";
        return counts + cause().map(Names::sentence).map(s -> ": " + s).orElse("");
    }

    /** The gravest finding, unless it only says why a node that nobody waits for is left out. */
    private Optional<Finding> cause() {
        Set<String> missing = last.missing().stream().map(NodeProgress::node).collect(Collectors.toSet());
        return last.findings().stream()
                .filter(f -> f.effective() != FindingClass.INFO || f.nodes().isEmpty() || f.nodes().stream().anyMatch(missing::contains))
                .findFirst();
    }

    public Duration elapsed() {
        return Duration.between(spec.startedAt(), endedAt);
    }
}

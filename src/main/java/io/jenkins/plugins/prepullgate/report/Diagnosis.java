package io.jenkins.plugins.prepullgate.report;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.gate.Ending;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import io.jenkins.plugins.prepullgate.rollout.Redaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The outcome of a wait, for somebody who was woken by it: the cause with its nodes, the evidence, what to do and who has to do it, then the nodes
 * that are not ready. The last line is stable: {@code PREPULL COMPLETE: …} or {@code PREPULL FAILED <CODE>: …}.
 */
public final class Diagnosis {
    /** How many causes are told in full; further ones are only named. */
    private static final int IN_FULL = 4;

    private static final int NOTES = 5;

    private Diagnosis() {}

    /** The lines, without prefix. */
    public static List<String> lines(WaitResult result) {
        List<String> lines = new ArrayList<>();
        if (!result.success()) {
            lines.addAll(causes(result.last(), result.endedAt()));
        }
        notes(result, lines);
        lines.addAll(NotReadyTable.lines(result.last()));
        advice(result).ifPresent(lines::add);
        lines.add(verdict(result));
        return lines.stream().map(Redaction::oneLine).toList();
    }

    /** The one stable line, which scripts may look for. */
    public static String verdict(WaitResult result) {
        String line = result.success()
                ? "PREPULL COMPLETE: " + result.summary() + ", after " + Durations.words(result.elapsed())
                : "PREPULL FAILED " + result.code().map(FindingCode::name).orElse(FindingCode.INTERNAL.name()) + ": " + result.summary();
        return Redaction.oneLine(line);
    }

    /** The evidence of a wait that is still under way, as if it ended now: the causes, and the nodes that are not ready. */
    static List<String> evidence(Assessment now) {
        List<String> lines = causes(now, now.at());
        lines.addAll(NotReadyTable.lines(now));
        return lines;
    }

    /** The finding that decided the wait comes first, then the others, gravest first. */
    private static List<String> causes(Assessment last, Instant at) {
        List<String> lines = new ArrayList<>();
        Set<String> expected = ProgressLog.expected(last);
        Optional<Finding> leading = last.leading().filter(Diagnosis::isCause);
        Stream<Finding> others = last.findings().stream().filter(f -> isCause(f) && leading.filter(l -> l == f).isEmpty());
        List<Finding> causes = Stream.concat(leading.stream(), others).toList();
        causes.stream().limit(IN_FULL).forEach(f -> lines.addAll(FindingText.lines(f, expected, at)));
        if (causes.size() > IN_FULL) {
            String names = causes.stream().skip(IN_FULL).map(f -> f.code().name()).distinct().collect(Collectors.joining(", "));
            lines.add("and " + Words.count(causes.size() - IN_FULL, "more finding") + ": " + names);
        }
        return lines;
    }

    private static boolean isCause(Finding finding) {
        return finding.effective() != FindingClass.INFO;
    }

    /** What is good to know besides the causes: which nodes are left out and why, which rights are missing; after a success also what went wrong. */
    private static void notes(WaitResult result, List<String> lines) {
        List<Finding> notes = result.last().findings().stream().filter(f -> result.success() || !isCause(f)).toList();
        notes.stream().limit(NOTES).forEach(f -> {
            lines.add("note: " + FindingText.headline(f, Set.of()));
            if (!f.remedy().isEmpty()) {
                lines.add("  do: " + f.remedy());
            }
        });
        if (notes.size() > NOTES) {
            lines.add("and " + Words.count(notes.size() - NOTES, "more note"));
        }
    }

    /** What to do when no finding says it: the images are simply too large for the budget. */
    private static Optional<String> advice(WaitResult result) {
        boolean outOfTime = result.ending() == Ending.BUDGET_EXCEEDED || result.ending() == Ending.STALLED;
        int pulling = result.last().tally().in(NodeState.PULLING);
        if (!outOfTime || pulling == 0 || result.last().leading().filter(Diagnosis::isCause).isPresent()) {
            return Optional.empty();
        }
        Duration eta = result.last().eta();
        String more = eta == null ? "give it a larger budget" : "give it a budget of at least " + Durations.words(result.elapsed().plus(eta));
        return Optional.of("do: " + Words.count(pulling, "node") + (pulling == 1 ? " was" : " were")
                + " still pulling, and nothing is known to be wrong: " + more + "; images that are there already are not pulled again");
    }
}

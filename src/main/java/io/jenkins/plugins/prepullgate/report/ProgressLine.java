package io.jenkins.plugins.prepullgate.report;

import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import io.jenkins.plugins.prepullgate.rollout.Redaction;
import io.jenkins.plugins.prepullgate.rollout.Tally;
import io.jenkins.plugins.prepullgate.rollout.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One line that says how far a wait is, counts first: {@code 7/12 ready, 3 pulling, 1 backing off, 1 excluded; 2m10s of 20m; about 1m40s left}. */
public final class ProgressLine {
    /** What fails comes first, what is left out comes last. */
    private static final List<NodeState> ORDER = List.of(
            NodeState.FAILED,
            NodeState.LOST,
            NodeState.PULLING,
            NodeState.BACKING_OFF,
            NodeState.UNSCHEDULED,
            NodeState.AWAITING_POD,
            NodeState.STARTING,
            NodeState.EXCLUDED);

    private ProgressLine() {}

    /** The line, without prefix. */
    public static String of(Assessment assessment, WaitSpec spec, Instant now) {
        String time = Durations.words(Duration.between(spec.startedAt(), now)) + " of " + Durations.words(spec.budget());
        boolean estimated = assessment.eta() != null && !assessment.verdict().terminal();
        String left = estimated ? "; about " + Durations.words(roundedUp(assessment.eta())) + " left" : "";
        return Redaction.oneLine(standing(assessment) + "; " + time + left);
    }

    private static String standing(Assessment assessment) {
        if (assessment.verdict() instanceof Verdict.Undetermined blind) {
            return "cannot see the cluster: " + blind.why();
        }
        return assessment.puller() == null ? assessment.verdict().why() : counts(assessment);
    }

    private static String counts(Assessment assessment) {
        Tally tally = assessment.tally();
        StringBuilder counts = new StringBuilder(tally.ready() + "/" + tally.expected() + " ready");
        for (NodeState state : ORDER) {
            if (tally.in(state) > 0) {
                counts.append(", ").append(tally.in(state)).append(' ').append(state.words());
                counts.append(state == NodeState.PULLING ? queued(assessment) : "");
            }
        }
        return counts.toString();
    }

    /** How many of the pulls are only queued behind another one on their node, and which one, if it is the same everywhere. */
    private static String queued(Assessment assessment) {
        List<String> ahead = assessment.rows().stream()
                .filter(row -> row.state() == NodeState.PULLING && row.pull().queued())
                .map(row -> Words.shortImage(row.pull().behind()))
                .toList();
        boolean same = ahead.stream().distinct().count() == 1;
        return ahead.isEmpty() ? "" : " (" + ahead.size() + " queued" + (same ? " behind " + ahead.get(0) : "") + ")";
    }

    /** At least a second: as long as it is not over, something is left. */
    private static Duration roundedUp(Duration eta) {
        return eta.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : eta;
    }
}

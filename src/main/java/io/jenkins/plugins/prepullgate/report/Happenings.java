package io.jenkins.plugins.prepullgate.report;

import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.Bytes;
import io.jenkins.plugins.prepullgate.rollout.Names;
import io.jenkins.plugins.prepullgate.rollout.NodeProgress;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What happened to nodes between two assessments, in words. Nodes to which the same happened share a clause, so a thousand of them fit on a line. */
final class Happenings {
    private static final int CLAUSES = 3;
    private static final int MESSAGE = 160;
    /** States that are worth a word in the first line, too; for the others, the counts say enough. */
    private static final Set<NodeState> WORTH_A_WORD_AT_FIRST =
            EnumSet.of(NodeState.EXCLUDED, NodeState.BACKING_OFF, NodeState.FAILED, NodeState.LOST, NodeState.UNSCHEDULED);

    private Happenings() {}

    /**
     * The clauses joined; empty when no node changed.
     *
     * @param before null the first time
     */
    static String between(Assessment before, Assessment now) {
        boolean first = before == null || before.rows().isEmpty();
        Map<String, NodeProgress> known = new HashMap<>();
        if (!first) {
            before.rows().forEach(row -> known.put(row.node(), row));
        }
        Map<String, List<String>> clauses = new LinkedHashMap<>();
        now.rows().stream()
                .sorted(Comparator.comparingInt(Happenings::order))
                .filter(row -> first ? WORTH_A_WORD_AT_FIRST.contains(row.state()) : changed(known.get(row.node()), row))
                .forEach(row -> clauses.computeIfAbsent(words(row), w -> new ArrayList<>()).add(row.node()));
        gone(known, now).forEach(node -> clauses.computeIfAbsent("gone", w -> new ArrayList<>()).add(node));
        return joined(clauses);
    }

    private static boolean changed(NodeProgress before, NodeProgress now) {
        return before == null || before.state() != now.state() || before.step() != now.step();
    }

    private static List<String> gone(Map<String, NodeProgress> known, Assessment now) {
        Set<String> present = now.rows().stream().map(NodeProgress::node).collect(Collectors.toSet());
        return known.keySet().stream().filter(node -> !present.contains(node)).sorted().toList();
    }

    private static String joined(Map<String, List<String>> clauses) {
        List<String> shown = clauses.entrySet().stream().limit(CLAUSES).map(e -> Names.of(e.getValue()) + " " + e.getKey()).toList();
        int rest = clauses.values().stream().skip(CLAUSES).mapToInt(List::size).sum();
        return String.join("; ", shown) + (rest == 0 ? "" : "; and " + Words.count(rest, "other node"));
    }

    /** Trouble first, so that the clauses that are left out matter least. */
    private static int order(NodeProgress row) {
        return switch (row.state()) {
            case FAILED, LOST -> 0;
            case BACKING_OFF -> 1;
            case UNSCHEDULED -> 2;
            case EXCLUDED -> 3;
            case READY -> 4;
            case PULLING -> 5;
            case STARTING, AWAITING_POD -> 6;
        };
    }

    /** Such as {@code backing off at image 1 of 3 (singleuser:1.2): not found}. */
    static String words(NodeProgress row) {
        String at = row.step() == 0 || row.state() == NodeState.READY
                ? ""
                : " " + (row.state() == NodeState.PULLING ? "image " : "at image ") + row.step() + " of " + row.steps() + image(row);
        boolean plain = row.state() == NodeState.READY || row.state() == NodeState.AWAITING_POD || row.state() == NodeState.STARTING;
        String why = plain || row.message().isEmpty() ? "" : ": " + Words.middle(row.message(), MESSAGE);
        return row.state().words() + at + why;
    }

    private static String image(NodeProgress row) {
        boolean sized = row.state() == NodeState.PULLING && row.pull().bytes() > 0;
        return row.image().isEmpty() ? "" : " (" + Words.shortImage(row.image()) + (sized ? ", " + Bytes.words(row.pull().bytes()) : "") + ")";
    }
}

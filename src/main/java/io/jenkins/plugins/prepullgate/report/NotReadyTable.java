package io.jenkins.plugins.prepullgate.report;

import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.NodeProgress;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The expected nodes that are not ready, worst first; a long list ends in counts. */
public final class NotReadyTable {
    private static final int ROWS = 15;
    /** As long as the names of cloud nodes are: whoever reads it wants to copy the name. */
    private static final int NAME = 63;

    private static final int IMAGE = 48;
    private static final int MESSAGE = 120;

    /** Orders nodes that are not ready: the worst states first, then those that have been in their state for longest. */
    public static final Comparator<NodeProgress> WORST_FIRST = Comparator.comparingInt(NotReadyTable::gravity)
            .thenComparing(NodeProgress::since, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(NodeProgress::node);

    private NotReadyTable() {}

    /** Empty when every node is ready. */
    static List<String> lines(Assessment last) {
        List<NodeProgress> missing = last.missing().stream().sorted(WORST_FIRST).toList();
        if (missing.isEmpty()) {
            return List.of();
        }
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of("NODE", "STATE", "IMAGE", "SINCE", "WHAT"));
        missing.stream().limit(ROWS).forEach(row -> cells.add(cells(row, last.at())));
        List<String> lines = new ArrayList<>();
        lines.add("not ready: " + missing.size() + " of " + Words.count(last.tally().expected(), "node"));
        lines.addAll(Columns.aligned(cells));
        if (missing.size() > ROWS) {
            lines.add("  and " + (missing.size() - ROWS) + " more: " + counts(missing.subList(ROWS, missing.size())));
        }
        return lines;
    }

    /** How long a node has been in its state. */
    public static String age(NodeProgress row, Instant now) {
        return row.since() == null ? "-" : Durations.words(Duration.between(row.since(), now));
    }

    private static List<String> cells(NodeProgress row, Instant now) {
        String image = row.step() == 0 ? "-" : row.step() + "/" + row.steps() + " " + Words.middle(Words.shortImage(row.image()), IMAGE);
        return List.of(Words.middle(row.node(), NAME), row.state().words(), image, age(row, now), what(row));
    }

    /** What is wrong with a node. One without a pod has no message of its own: then this says why it is counted. */
    public static String what(NodeProgress row) {
        if (row.state() == NodeState.AWAITING_POD) {
            return row.code() == null ? "counted: " + row.message() : row.code() + " " + row.code().meaning();
        }
        String code = row.code() == null ? "" : row.code() + " ";
        return (code + Words.middle(row.message(), MESSAGE)).trim();
    }

    /** Such as {@code 3 backing off, 12 pulling}. */
    public static String counts(List<NodeProgress> rows) {
        Map<NodeState, Integer> counts = new EnumMap<>(NodeState.class);
        rows.forEach(row -> counts.merge(row.state(), 1, Integer::sum));
        return counts.entrySet().stream().map(e -> e.getValue() + " " + e.getKey().words()).collect(Collectors.joining(", "));
    }

    private static int gravity(NodeProgress row) {
        return switch (row.state()) {
            case FAILED -> 0;
            case LOST -> 1;
            case BACKING_OFF -> 2;
            case UNSCHEDULED -> 3;
            case AWAITING_POD -> 4;
            case STARTING -> 5;
            case PULLING -> 6;
            case EXCLUDED, READY -> 7;
        };
    }
}

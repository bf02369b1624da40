package io.jenkins.plugins.prepullgate.standalone.live;

import io.jenkins.plugins.prepullgate.report.NotReadyTable;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.NodeProgress;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The node table in a given number of lines: all nodes if they fit, otherwise those in trouble, then the slowest, and the rest as counts. */
final class NodeTable {
    /** A heading, one node, and the line that counts the others. */
    static final int SHORTEST = 3;

    private static final Comparator<NodeProgress> READY_BEFORE_EXCLUDED = Comparator.comparing(row -> row.state() == NodeState.EXCLUDED);

    private NodeTable() {}

    /**
     * @param height how many lines there is room for; fewer than {@link #SHORTEST} are not enough for a table
     * @return at most that many lines; none if there are no nodes
     */
    static List<Line> lines(Assessment now, Instant at, int width, int height) {
        List<NodeProgress> all = now.rows();
        if (all.isEmpty() || height < SHORTEST) {
            return List.of();
        }
        boolean fits = all.size() + 1 <= height;
        List<NodeProgress> ordered = fits ? all : worstFirst(now);
        List<NodeProgress> shown = fits ? ordered : ordered.subList(0, height - 2);
        List<NodeRow> rows = new ArrayList<>();
        shown.forEach(row -> rows.add(NodeRow.of(row, at, now.at())));
        Columns columns = Columns.fitting(rows, width);
        List<Line> lines = new ArrayList<>();
        lines.add(NodeRow.HEADING.line(columns).cut(width));
        rows.forEach(row -> lines.add(row.line(columns).cut(width)));
        if (!fits) {
            List<NodeProgress> rest = ordered.subList(shown.size(), ordered.size());
            lines.add(Line.of(Ink.DIM, "  and " + rest.size() + " more: " + NotReadyTable.counts(rest)).cut(width));
        }
        return lines;
    }

    private static List<NodeProgress> worstFirst(Assessment now) {
        List<NodeProgress> ordered = new ArrayList<>(now.missing().stream().sorted(NotReadyTable.WORST_FIRST).toList());
        now.rows().stream()
                .filter(row -> row.state() == NodeState.READY || row.state() == NodeState.EXCLUDED)
                .sorted(READY_BEFORE_EXCLUDED)
                .forEach(ordered::add);
        return ordered;
    }
}

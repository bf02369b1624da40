package io.jenkins.plugins.prepullgate.standalone.live;

import java.util.List;
import java.util.function.Function;

/**
 * How wide each column of the node table is; zero for one that is left out. Where room is short, columns give way in this order: messages, names of
 * images, parts of nodes' names, estimates, times.
 */
record Columns(int node, int state, int image, int age, int left, int what) {
    static final String GAP = "  ";
    private static final int SHORTEST_NAME = 10;
    /** The width of {@code 12/34}, an image's number without its name. */
    private static final int STEP = 5;
    private static final int SHORTEST_IMAGE = 14;
    private static final int SHORTEST_MESSAGE = 24;

    /**
     * @param rows what is to be shown, not including the heading
     * @param cells how wide a line may be
     */
    static Columns fitting(List<NodeRow> rows, int cells) {
        int node = widest(rows, NodeRow::node);
        int state = widest(rows, NodeRow::state);
        int image = widest(rows, NodeRow::image);
        int age = widest(rows, NodeRow::age);
        int left = widest(rows, NodeRow::left);
        int name = Math.min(node, Math.max(SHORTEST_NAME, cells * 3 / 10));
        int step = Math.min(image, STEP);
        if (NodeRow.MARK + needed(name, state, step, age, left) > cells) {
            name = Math.min(node, SHORTEST_NAME);
            left = 0;
            age = NodeRow.MARK + needed(name, state, step, age) > cells ? 0 : age;
        }
        int spare = Math.max(0, cells - NodeRow.MARK - needed(name, state, step, age, left));
        int picture = step + spare < SHORTEST_IMAGE ? step : Math.min(image, Math.max(SHORTEST_IMAGE, cells * 3 / 10));
        int message = spare - (picture - step) - GAP.length();
        if (widest(rows, NodeRow::what) > 0 && message >= SHORTEST_MESSAGE) {
            return new Columns(name, state, picture, age, left, message);
        }
        return new Columns(name, state, picture > step ? Math.min(image, step + spare) : step, age, left, 0);
    }

    /** The width that a column needs; zero if no row has anything in it. */
    private static int widest(List<NodeRow> rows, Function<NodeRow, String> cell) {
        int widest = rows.stream().map(cell).mapToInt(Cells::width).max().orElse(0);
        return widest == 0 ? 0 : Math.max(widest, Cells.width(cell.apply(NodeRow.HEADING)));
    }

    private static int needed(int... columns) {
        int sum = 0;
        for (int column : columns) {
            sum += column == 0 ? 0 : column + GAP.length();
        }
        return sum - GAP.length();
    }
}

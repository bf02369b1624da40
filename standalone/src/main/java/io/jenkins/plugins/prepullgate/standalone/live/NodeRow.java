package io.jenkins.plugins.prepullgate.standalone.live;

import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.report.NotReadyTable;
import io.jenkins.plugins.prepullgate.report.Words;
import io.jenkins.plugins.prepullgate.rollout.NodeProgress;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One node's row in the table: a mark that says what the colour says, and texts that are safe to write to a terminal. */
record NodeRow(String mark, String node, String state, String image, String age, String left, String what, Ink ink) {
    /** The width of the mark and the space behind it. */
    static final int MARK = 2;

    /** A finding's code, in front of a message. */
    private static final Pattern CODED = Pattern.compile("([A-Z][A-Z0-9]*_[A-Z0-9_]+ )(.+)");

    static final NodeRow HEADING = new NodeRow(" ", "NODE", "STATE", "IMAGE", "FOR", "LEFT", "WHAT", Ink.DIM);

    /**
     * @param now the moment that is shown
     * @param judged the moment of the assessment; what was estimated then has become less since
     */
    static NodeRow of(NodeProgress row, Instant now, Instant judged) {
        boolean ready = row.state() == NodeState.READY;
        String image = row.step() == 0 || ready ? "" : row.step() + "/" + row.steps() + " " + Words.shortImage(row.image());
        String age = ready || row.since() == null ? "" : NotReadyTable.age(row, now);
        String left = left(row, now, judged);
        return new NodeRow(
                mark(row.state()), Cells.safe(row.node()), row.state().words(), Cells.safe(image), age, left, what(row), ink(row.state()));
    }

    /** Why a node is left out is worth the space; why one is counted is not. */
    private static String what(NodeProgress row) {
        return switch (row.state()) {
            case READY, PULLING, AWAITING_POD -> row.code() == null ? "" : row.code() + " " + row.code().meaning();
            case EXCLUDED -> Cells.safe(row.message());
            default -> Cells.safe(NotReadyTable.what(row));
        };
    }

    private static String left(NodeProgress row, Instant now, Instant judged) {
        if (row.eta() == null) {
            return "";
        }
        Duration left = row.eta().minus(Duration.between(judged, now));
        return "~" + Durations.words(left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left);
    }

    private static String mark(NodeState state) {
        return switch (state) {
            case FAILED, LOST -> "x";
            case BACKING_OFF, UNSCHEDULED -> "!";
            case AWAITING_POD, STARTING -> ".";
            case PULLING -> ">";
            case READY -> "+";
            case EXCLUDED -> "-";
        };
    }

    static Ink ink(NodeState state) {
        return switch (state) {
            case FAILED, LOST -> Ink.BAD;
            case BACKING_OFF, UNSCHEDULED -> Ink.WARN;
            case AWAITING_POD, STARTING -> Ink.PLAIN;
            case PULLING -> Ink.BUSY;
            case READY -> Ink.GOOD;
            case EXCLUDED -> Ink.DIM;
        };
    }

    Line line(Columns columns) {
        Ink words = this == HEADING ? ink : Ink.PLAIN;
        Line line = Line.of(ink, mark + " ").plus(words, Cells.padded(Cells.middle(node, columns.node()), columns.node()));
        line = with(line, ink, state, columns.state());
        line = with(line, words, image(columns.image()), columns.image());
        line = with(line, words, age, columns.age());
        line = with(line, words, left, columns.left());
        return with(line, words, what(columns.what()), columns.what());
    }

    private static Line with(Line line, Ink ink, String text, int cells) {
        return cells == 0 ? line : line.plus(ink, Columns.GAP + Cells.padded(text, cells));
    }

    /** A message that does not fit is cut, but not the code before it. */
    private String what(int cells) {
        Matcher coded = CODED.matcher(what);
        if (Cells.width(what) <= cells || !coded.matches() || coded.group(1).length() > cells) {
            return Cells.middle(what, cells);
        }
        return coded.group(1) + Cells.middle(coded.group(2), cells - coded.group(1).length());
    }

    /** The number alone where the image's name does not fit. */
    private String image(int cells) {
        boolean numberAlone = Cells.width(image) > cells && image.indexOf(' ') > 0 && cells < 8;
        return numberAlone ? image.substring(0, image.indexOf(' ')) : Cells.middle(image, cells);
    }
}

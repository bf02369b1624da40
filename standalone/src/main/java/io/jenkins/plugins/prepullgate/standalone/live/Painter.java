package io.jenkins.plugins.prepullgate.standalone.live;

import java.io.PrintWriter;
import java.util.List;

/**
 * Draws each picture over the last one, in a single write and without erasing first, so that nothing flickers. Changes no mode of the terminal and
 * leaves the cursor below the picture: whatever ends the process, there is nothing to restore.
 */
final class Painter {
    private static final String CSI = "\u001b[";
    private static final String ERASE_TO_END_OF_LINE = CSI + "K";
    private static final String ERASE_BELOW = CSI + "J";

    private final PrintWriter out;
    private final boolean colours;
    private List<Line> drawn = List.of();
    private Size size;

    Painter(PrintWriter out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    /** Does nothing if neither picture nor size has changed. */
    void draw(List<Line> lines, Size now) {
        if (lines.equals(drawn) && now.equals(size)) {
            return;
        }
        StringBuilder text = new StringBuilder(toTop(now));
        if (size != null && now.columns() != size.columns()) {
            text.append(ERASE_BELOW);
        }
        for (Line line : lines) {
            text.append(colours ? line.painted() : line.plain()).append(ERASE_TO_END_OF_LINE).append("\r\n");
        }
        write(text.append(ERASE_BELOW));
        drawn = List.copyOf(lines);
        size = now;
    }

    /** The terminal's size at the last picture; null before the first. */
    Size size() {
        return size;
    }

    /** Takes the picture away; what is written next stands in its place. */
    void clear(Size now) {
        if (!drawn.isEmpty()) {
            write(new StringBuilder(toTop(now)).append(ERASE_BELOW));
            drawn = List.of();
        }
    }

    /** Moves to the top of the last picture, whose lines a terminal that has become narrower has broken into several. */
    private String toTop(Size now) {
        int rows = drawn.stream().mapToInt(line -> Math.max(1, (line.width() + now.columns() - 1) / now.columns())).sum();
        return "\r" + (rows == 0 ? "" : CSI + Math.min(rows, now.rows() - 1) + "A");
    }

    private void write(CharSequence text) {
        out.print(text);
        out.flush();
    }
}

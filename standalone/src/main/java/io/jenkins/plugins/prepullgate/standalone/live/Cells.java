package io.jenkins.plugins.prepullgate.standalone.live;

import io.jenkins.plugins.prepullgate.rollout.Redaction;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/** Text measured in terminal cells: a combining mark takes none, a Chinese character takes two. No character is ever cut in half. */
final class Cells {
    private static final String ELLIPSIS = "…";

    private Cells() {}

    /** The text without anything that could control a terminal, or whose width is unknown. */
    static String safe(String text) {
        StringBuilder safe = new StringBuilder();
        Redaction.oneLine(text).codePoints().map(c -> knownWidth(c) ? c : '?').forEach(safe::appendCodePoint);
        return safe.toString();
    }

    private static boolean knownWidth(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.SURROGATE && type != Character.PRIVATE_USE && type != Character.UNASSIGNED && WCWidth.wcwidth(codePoint) >= 0;
    }

    /** @param text a {@linkplain #safe safe} one, as everywhere below */
    static int width(String text) {
        return text.codePoints().map(WCWidth::wcwidth).sum();
    }

    /** At most this many cells; an ellipsis shows that something was cut off. */
    static String cut(String text, int cells) {
        return width(text) <= cells ? text : cells < 1 ? "" : head(text, cells - 1) + ELLIPSIS;
    }

    /** At most this many cells, cut in the middle: names of nodes differ at one end or the other. */
    static String middle(String text, int cells) {
        if (width(text) <= cells || cells < 5) {
            return cut(text, cells);
        }
        int tail = (cells - 1) / 2;
        return head(text, cells - 1 - tail) + ELLIPSIS + tail(text, tail);
    }

    /** Exactly this many cells. */
    static String padded(String text, int cells) {
        String cut = cut(text, cells);
        return cut + " ".repeat(cells - width(cut));
    }

    /**
     * Lines of at most this many cells, broken at spaces if possible.
     *
     * @param most how many lines; the last one is cut if the text is longer
     */
    static List<String> wrapped(String text, int cells, int most) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (lines.size() < most - 1 && width(rest) > cells) {
            String head = head(rest, cells);
            if (head.isEmpty()) {
                break;
            }
            int space = rest.charAt(head.length()) == ' ' ? head.length() : head.lastIndexOf(' ');
            int end = space > head.length() / 2 ? space : head.length();
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        lines.add(cut(rest, cells));
        return lines;
    }

    private static String head(String text, int cells) {
        int used = 0;
        int end = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            used += WCWidth.wcwidth(c);
            if (used > cells) {
                break;
            }
            end += Character.charCount(c);
        }
        return text.substring(0, end);
    }

    private static String tail(String text, int cells) {
        int used = 0;
        int begin = text.length();
        while (begin > 0) {
            int c = text.codePointBefore(begin);
            used += WCWidth.wcwidth(c);
            if (used > cells) {
                break;
            }
            begin -= Character.charCount(c);
        }
        return text.substring(begin);
    }
}

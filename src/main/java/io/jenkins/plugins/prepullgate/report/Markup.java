package io.jenkins.plugins.prepullgate.report;

import io.jenkins.plugins.prepullgate.rollout.Redaction;

/** Writes HTML, SVG or XML. The only way in for a text is through its escaping, so what a cluster says stays text. */
final class Markup {
    private final StringBuilder out = new StringBuilder();

    /**
     * Begins an element.
     *
     * @param attributes names and values in turn; one whose value is null is left out
     */
    Markup open(String tag, Object... attributes) {
        start(tag, attributes);
        out.append('>');
        return this;
    }

    /** An element without content. */
    Markup empty(String tag, Object... attributes) {
        start(tag, attributes);
        out.append("/>");
        return this;
    }

    /** An element with a text only. */
    Markup leaf(String tag, String text, Object... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    Markup text(String text) {
        out.append(escaped(text));
        return this;
    }

    Markup close(String tag) {
        out.append("</").append(tag).append('>');
        return this;
    }

    /** Between elements that should not stand on one line. */
    Markup line() {
        out.append('\n');
        return this;
    }

    /** What another writer of this kind has made. */
    Markup markup(String made) {
        out.append(made);
        return this;
    }

    private void start(String tag, Object... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i + 1] != null) {
                out.append(' ').append(attributes[i]).append("=\"").append(escaped(attributes[i + 1].toString())).append('"');
            }
        }
    }

    /** On one line, and without what has a meaning in HTML or XML, or is allowed in neither. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        Redaction.oneLine(text).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(allowed(c) ? c : 0xFFFD);
            }
        });
        return safe.toString();
    }

    /** XML knows neither half surrogates nor these two. */
    private static boolean allowed(int c) {
        return !(c >= 0xD800 && c <= 0xDFFF) && (c & 0xFFFE) != 0xFFFE;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}

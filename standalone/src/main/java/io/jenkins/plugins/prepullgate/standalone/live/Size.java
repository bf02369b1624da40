package io.jenkins.plugins.prepullgate.standalone.live;

/**
 * A terminal's size in character cells.
 *
 * @param columns at least 1
 * @param rows at least 1
 */
record Size(int columns, int rows) {
    /** Assumed of a terminal that does not tell its size. */
    static final Size USUAL = new Size(80, 24);

    /** What a terminal says of itself; zeros where it does not know. */
    static Size told(int columns, int rows) {
        return columns < 1 || rows < 1 ? USUAL : new Size(columns, rows);
    }

    Size {
        if (columns < 1 || rows < 1) {
            throw new IllegalArgumentException("a terminal of " + columns + " x " + rows);
        }
    }
}

package io.jenkins.plugins.prepullgate.standalone.live;

/**
 * A terminal's size in character cells.
 *
 * @param columns at least 1
 * @param rows at least 1
 */
record Size(int columns, int rows) {
    /** What a terminal that does not say its size is taken for. */
    static final Size USUAL = new Size(80, 24);

    Size {
        if (columns < 1 || rows < 1) {
            throw new IllegalArgumentException("a terminal of " + columns + " x " + rows);
        }
    }
}

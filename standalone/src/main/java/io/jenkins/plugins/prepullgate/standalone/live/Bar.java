package io.jenkins.plugins.prepullgate.standalone.live;

/** A bar that shows a part of a whole, in ASCII: {@code [######------]}. */
final class Bar {
    private Bar() {}

    /**
     * @param part at least {@code whole} for a full bar; less never looks full
     * @param whole zero or less for an empty bar
     * @param cells its width with the brackets, at least 3
     */
    static Line of(Ink ink, long part, long whole, int cells) {
        int room = cells - 2;
        int filled = whole <= 0 ? 0 : (int) Math.min(room, Math.max(0, part) * room / whole);
        return Line.of(Ink.PLAIN, "[").plus(ink, "#".repeat(filled)).plus(Ink.DIM, "-".repeat(room - filled)).plus(Ink.PLAIN, "]");
    }
}

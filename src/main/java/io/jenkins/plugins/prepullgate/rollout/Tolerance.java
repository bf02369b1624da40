package io.jenkins.plugins.prepullgate.rollout;

/**
 * How many nodes may be left without the images.
 *
 * @param amount nodes, or percent of the expected nodes
 * @param percent whether {@code amount} is a percentage
 */
public record Tolerance(int amount, boolean percent) {
    /** Every node counts. */
    public static final Tolerance NONE = new Tolerance(0, false);

    public Tolerance {
        if (amount < 0 || percent && amount > 100) {
            throw new IllegalArgumentException("out of range: " + amount + (percent ? "%" : ""));
        }
    }

    /**
     * Reads {@code 2} or {@code 5%}.
     *
     * @throws IllegalArgumentException for anything else, naming the text
     */
    public static Tolerance parse(String text) {
        String trimmed = text == null ? "" : text.trim();
        if (!trimmed.matches("\\d{1,6}%?")) {
            throw new IllegalArgumentException("'" + text + "' is neither a number of nodes like 2 nor a percentage like 5%");
        }
        boolean percent = trimmed.endsWith("%");
        int amount = Integer.parseInt(percent ? trimmed.substring(0, trimmed.length() - 1) : trimmed);
        if (percent && amount > 100) {
            throw new IllegalArgumentException("'" + text + "' is more than 100%");
        }
        return new Tolerance(amount, percent);
    }

    /** The number of nodes that may be missing of so many expected ones; a percentage is rounded down. */
    public int of(int expected) {
        return percent ? (int) ((long) expected * amount / 100) : amount;
    }

    @Override
    public String toString() {
        return percent ? amount + "%" : Integer.toString(amount);
    }
}

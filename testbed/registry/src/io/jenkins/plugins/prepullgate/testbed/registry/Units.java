package io.jenkins.plugins.prepullgate.testbed.registry;

import java.time.Duration;

/** Durations and sizes as they stand in paths and host names. */
final class Units {
    private Units() {}

    /** {@code 500ms}, {@code 45s}, {@code 2m}. */
    static Duration duration(String text) {
        try {
            if (text.endsWith("ms")) {
                return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
            }
            long value = Long.parseLong(text.substring(0, text.length() - 1));
            if (text.endsWith("s")) {
                return Duration.ofSeconds(value);
            }
            if (text.endsWith("m")) {
                return Duration.ofMinutes(value);
            }
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("no duration (500ms, 45s, 2m): " + text, e);
        }
        throw new IllegalArgumentException("no duration (500ms, 45s, 2m): " + text);
    }

    /** {@code 4096}, {@code 64k}, {@code 20m}, {@code 1g}; in bytes. */
    static long bytes(String text) {
        int unit = "kmg".indexOf(text.charAt(text.length() - 1)) + 1;
        try {
            return Long.parseLong(unit == 0 ? text : text.substring(0, text.length() - 1)) << 10 * unit;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("no size (4096, 64k, 20m, 1g): " + text, e);
        }
    }
}

package io.jenkins.plugins.prepullgate.rollout;

import java.util.Locale;

/** Sizes in words. */
public final class Bytes {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Bytes() {}

    /** Such as {@code 640 KiB} or {@code 1.2 GiB}: one digit after the point below ten, none above. */
    public static String words(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit + 1 < UNITS.length) {
            value /= 1024;
            unit++;
        }
        boolean whole = unit == 0 || value >= 9.95;
        return String.format(Locale.ROOT, whole ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
    }
}

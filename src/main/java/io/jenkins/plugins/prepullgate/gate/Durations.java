package io.jenkins.plugins.prepullgate.gate;

import io.jenkins.plugins.prepullgate.rollout.Redaction;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write and read them: {@code 90s}, {@code 20m}, {@code 1h30m}. */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("(?:(\\d{1,4})d)?(?:(\\d{1,5})h)?(?:(\\d{1,6})m)?(?:(\\d{1,8})s)?(?:(\\d{1,9})ms)?");

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @param parameter the name of the parameter, for the error
     * @throws IllegalArgumentException naming parameter and value, when it is malformed or not more than zero
     */
    public static Duration parse(String parameter, String text) {
        String trimmed = text == null ? "" : text.trim();
        Matcher matcher = FORM.matcher(trimmed);
        if (trimmed.isEmpty() || !matcher.matches()) {
            String shown = Redaction.of(trimmed);
            throw new IllegalArgumentException(parameter + ": '" + shown + "' is not a duration; write for example 90s, 20m or 1h30m");
        }
        Duration sum = Duration.ofDays(number(matcher, 1))
                .plusHours(number(matcher, 2))
                .plusMinutes(number(matcher, 3))
                .plusSeconds(number(matcher, 4))
                .plusMillis(number(matcher, 5));
        if (sum.isZero()) {
            throw new IllegalArgumentException(parameter + ": '" + trimmed + "' must be more than zero");
        }
        return sum;
    }

    private static long number(Matcher matcher, int group) {
        return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
    }

    /** Such as {@code 2m10s}, {@code 1h5m}, {@code 45s}; whole seconds, rounded down; negative ones are {@code 0s}. */
    public static String words(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        long hours = seconds / 3600;
        long minutes = seconds % 3600 / 60;
        long rest = seconds % 60;
        if (hours > 0) {
            return hours + "h" + (minutes > 0 ? minutes + "m" : "");
        }
        if (minutes > 0) {
            return minutes + "m" + (rest > 0 ? rest + "s" : "");
        }
        return rest + "s";
    }
}

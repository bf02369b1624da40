package io.jenkins.plugins.prepullgate.hub;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The moment since which users count as inactive, read as people write it: an age or a date. */
public final class UserAge {
    private UserAge() {}

    /**
     * Reads {@code 90d}, {@code 2026-01-01} (its beginning, UTC) or {@code 2026-01-01T12:00:00Z}.
     *
     * @param parameter the name of the parameter, for the error
     * @throws IllegalArgumentException naming parameter and value, also for what lies in the future
     */
    public static Instant parse(String parameter, String text, Instant now) {
        String trimmed = text == null ? "" : text.trim();
        Instant then;
        try {
            then = read(trimmed, now);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(parameter + ": '" + trimmed + "' is neither an age like 90d nor a date like 2026-01-01", e);
        }
        if (then.isAfter(now)) {
            throw new IllegalArgumentException(parameter + ": '" + trimmed + "' lies in the future: everybody would be inactive");
        }
        return then;
    }

    private static Instant read(String text, Instant now) {
        if (text.matches("[1-9]\\d{0,4}d")) {
            return now.minus(Duration.ofDays(Long.parseLong(text.replace("d", ""))));
        }
        if (text.contains("T")) {
            return OffsetDateTime.parse(text).toInstant();
        }
        return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}

package io.jenkins.plugins.prepullgate.report;

import io.jenkins.plugins.prepullgate.rollout.Names;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Small pieces of text that several reports share. */
public final class Words {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private Words() {}

    /** The time of day in UTC, with the date when it is another day than {@code now}'s. */
    static String time(Instant when, Instant now) {
        return (day(when).equals(day(now)) ? TIME : DAY_AND_TIME).format(when);
    }

    /** In UTC. */
    static String dayAndTime(Instant when) {
        return DAY_AND_TIME.format(when);
    }

    private static LocalDate day(Instant when) {
        return LocalDate.ofInstant(when, ZoneOffset.UTC);
    }

    /** Such as {@code 1 node} or {@code 3 nodes}. */
    static String count(int number, String noun) {
        return Names.count(number, noun);
    }

    /** At most so many characters, cut with an ellipsis. */
    static String cut(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, limit - 1) + "…";
    }

    /** At most so many characters, both ends kept: a runtime's words begin with what it tried, and end with why it could not. */
    static String middle(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int tail = text.length() - (limit - 1) / 2;
        int head = limit - 1 - (text.length() - tail);
        // A character of two halves stays whole, or goes.
        head -= Character.isHighSurrogate(text.charAt(head - 1)) ? 1 : 0;
        tail += Character.isLowSurrogate(text.charAt(tail)) ? 1 : 0;
        return text.substring(0, head) + "…" + text.substring(tail);
    }

    /** An image reference without registry and repository path, such as {@code singleuser:1.2}; a digest is shortened. */
    public static String shortImage(String image) {
        String last = image.substring(image.lastIndexOf('/') + 1);
        int digest = last.indexOf("@sha256:");
        return digest < 0 ? last : cut(last, digest + 16);
    }
}

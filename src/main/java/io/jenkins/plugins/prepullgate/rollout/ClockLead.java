package io.jenkins.plugins.prepullgate.rollout;

import java.time.Duration;
import java.time.Instant;

/**
 * By how much the clock that a wait goes by shows more than the API server's, which dates what the cluster says of itself. Whoever answers for the
 * API server may be wrong about its time: believing him must never make a cause look older, or what was left over look new.
 *
 * @param seconds negative where our clock shows less
 */
public record ClockLead(long seconds) {
    /** The server tells whole seconds, and its answer is under way for some time. */
    private static final long NOTICEABLE = 10;
    /** What differs by more is more likely a clock that was never set than two that have drifted. */
    private static final long BELIEVED = Duration.ofDays(1).toSeconds();
    /** A century: nothing is dated beyond what can be counted. */
    private static final long MOST = Duration.ofDays(36_525).toSeconds();

    public ClockLead {
        seconds = Math.max(-MOST, Math.min(MOST, seconds));
    }

    /** What our clock shows, compared with what the API server's shows at the same moment. */
    public static ClockLead between(Instant ours, Instant theirs) {
        return new ClockLead(Duration.between(theirs, ours).toSeconds());
    }

    /** That of a clock which shows so much more than ours. */
    ClockLead later(Duration by) {
        return new ClockLead(seconds + by.toSeconds());
    }

    /** Whether it is more than what the way of an answer explains. */
    boolean noticeable() {
        return Math.abs(seconds) >= NOTICEABLE;
    }

    /** What our clock showed when the API server's showed that; never earlier than that, and never later than now. */
    Instant ours(Instant theirs, Instant now) {
        if (seconds < NOTICEABLE) {
            return theirs;
        }
        return theirs.isBefore(now.minusSeconds(seconds)) ? theirs.plusSeconds(seconds) : now;
    }

    /** Up to when what the API server has dated counts as there already, when ours showed that: never earlier than that. */
    Instant latest(Instant ours) {
        return seconds <= -NOTICEABLE && seconds >= -BELIEVED ? ours.minusSeconds(seconds) : ours;
    }

    /**
     * The time by which it is judged how old is what the API server has dated: that of its clock, and never later than ours.
     *
     * @param theirs what its clock shows; null as long as it has not told
     */
    public static Instant dated(Instant ours, Instant theirs) {
        return theirs == null ? ours : between(ours, theirs).theirs(ours);
    }

    /** What the API server's clock showed when ours showed that; never later than that. */
    Instant theirs(Instant ours) {
        return seconds >= NOTICEABLE && seconds <= BELIEVED ? ours.minusSeconds(seconds) : ours;
    }

    /** Such as {@code 3h12m}, without its sign. */
    String words() {
        Duration difference = Duration.ofSeconds(Math.abs(seconds));
        if (difference.toDays() >= 2) {
            return difference.toDays() + " days";
        }
        if (difference.toHours() > 0) {
            return difference.toHours() + "h" + (difference.toMinutesPart() > 0 ? difference.toMinutesPart() + "m" : "");
        }
        return difference.toMinutes() >= 2 ? difference.toMinutes() + "m" : difference.toSeconds() + "s";
    }
}

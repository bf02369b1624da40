package io.jenkins.plugins.prepullgate.gate;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.Assessor;
import io.jenkins.plugins.prepullgate.rollout.Known;
import io.jenkins.plugins.prepullgate.rollout.Memory;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import io.jenkins.plugins.prepullgate.rollout.SharedSight;
import io.jenkins.plugins.prepullgate.rollout.Tally;
import io.jenkins.plugins.prepullgate.rollout.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The course of one wait: what a look at the cluster means for it, whether that ends it, what its listener hears, and when to look again. Without
 * clock and threads, so that a wait which is under way and one that is judged again from a recording take the same course. Used by one thread at a time.
 */
final class Course {
    private static final Logger LOGGER = Logger.getLogger(Course.class.getName());

    private final WaitSpec spec;
    private final WaitListener listener;
    private final Known known;
    private Memory memory;
    private Assessment latest;
    private Assessment told;
    private Instant toldAt;

    Course(WaitSpec spec, WaitListener listener, SharedSight sight) {
        this.known = new Known(sight);
        this.spec = spec;
        this.listener = listener;
        this.memory = Memory.startingAt(spec.startedAt());
        this.toldAt = spec.startedAt();
    }

    /**
     * Takes note of what is seen. While the wait goes on its listener hears of it.
     *
     * @return what the wait has come to, for {@link #finish}; null while it goes on
     */
    WaitResult look(RolloutView view, Instant now) {
        Assessment current = Assessor.assess(view, spec.policy(), memory, known, now);
        if (current.verdict().terminal()) {
            return result(Ending.DECIDED, current, now, "");
        }
        if (!now.isBefore(spec.deadline())) {
            Assessment last = Assessor.assessAtDeadline(view, spec.policy(), memory, now);
            return result(last.verdict().terminal() ? Ending.DECIDED : Ending.BUDGET_EXCEEDED, last, now, "");
        }
        if (stalled(current, now)) {
            return result(Ending.STALLED, current, now, "");
        }
        memory = current.memory();
        latest = current;
        tell(current, now);
        return null;
    }

    /** A wait that is called off with a last look. */
    WaitResult cancelled(RolloutView view, Instant now, String why) {
        return result(Ending.CANCELLED, Assessor.assess(view, spec.policy(), memory, now), now, why);
    }

    /** A fault of ours ends the wait, and never as a success. */
    WaitResult broken(Throwable fault, Instant now) {
        Verdict verdict = new Verdict.Undetermined(FindingCode.INTERNAL, "the gate itself failed: " + fault, true);
        Assessment nothing = new Assessment(now, null, "", verdict, new Tally(0, 0, Map.of()), List.of(), List.of(), null, null, memory);
        return result(Ending.DECIDED, nothing, now, "");
    }

    private WaitResult result(Ending ending, Assessment last, Instant now, String detail) {
        return new WaitResult(ending, last, spec, now, detail);
    }

    private boolean stalled(Assessment current, Instant now) {
        Duration limit = spec.policy().stallAfter();
        return limit != null && !now.isBefore(current.memory().progressAt().plus(limit));
    }

    private void tell(Assessment current, Instant now) {
        if (told == null || Changes.worthTelling(told, current)) {
            Assessment before = told;
            told = current;
            toldAt = now;
            call(() -> listener.changed(before, current));
        } else if (!now.isBefore(toldAt.plus(spec.heartbeat()))) {
            toldAt = now;
            call(() -> listener.heartbeat(current));
        }
    }

    /** The listener's last calls. */
    void finish(WaitResult result) {
        Assessment last = result.last();
        if (result.ending() == Ending.DECIDED && (told == null || Changes.worthTelling(told, last))) {
            Assessment before = told;
            call(() -> listener.changed(before, last));
        }
        call(() -> listener.finished(result));
    }

    private static void call(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "a listener of a wait failed", e);
        }
    }

    /** The newest assessment that did not end it; null before the first. */
    Assessment latest() {
        return latest;
    }

    /** When to look again though nothing changes; after the first look. */
    Instant next() {
        Instant next = earlier(toldAt.plus(spec.heartbeat()), spec.deadline());
        next = earlier(next, latest.revisitAt());
        return spec.policy().stallAfter() == null ? next : earlier(next, latest.memory().progressAt().plus(spec.policy().stallAfter()));
    }

    /** @param other null for never */
    private static Instant earlier(Instant one, Instant other) {
        return other != null && other.isBefore(one) ? other : one;
    }
}

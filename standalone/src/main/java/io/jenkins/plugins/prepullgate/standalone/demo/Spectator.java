package io.jenkins.plugins.prepullgate.standalone.demo;

import io.jenkins.plugins.prepullgate.gate.WaitListener;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.standalone.drill.Seen;
import java.util.function.Predicate;

/** Passes on what a wait tells, and holds the script up until the gate has seen what happened. */
final class Spectator implements WaitListener {
    private final WaitListener next;
    private final Seen<Assessment> seen = new Seen<>();

    Spectator(WaitListener next) {
        this.next = next;
    }

    @Override
    public void changed(Assessment before, Assessment now) {
        next.changed(before, now);
        seen.now(now);
    }

    @Override
    public void heartbeat(Assessment now) {
        next.heartbeat(now);
    }

    @Override
    public void finished(WaitResult result) {
        next.finished(result);
    }

    /** Returns when an assessment that the gate has told meets the condition. */
    void await(String what, Predicate<Assessment> condition) throws InterruptedException {
        seen.await(what, condition);
    }
}

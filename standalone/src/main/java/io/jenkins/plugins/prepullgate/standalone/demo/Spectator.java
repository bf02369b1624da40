package io.jenkins.plugins.prepullgate.standalone.demo;

import io.jenkins.plugins.prepullgate.gate.WaitListener;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import java.time.Duration;
import java.util.function.Predicate;

/** Hands on what a wait tells, and lets the script go on only when the gate has seen what happened. */
final class Spectator implements WaitListener {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final WaitListener next;
    private Assessment seen;

    Spectator(WaitListener next) {
        this.next = next;
    }

    @Override
    public void changed(Assessment before, Assessment now) {
        next.changed(before, now);
        synchronized (this) {
            seen = now;
            notifyAll();
        }
    }

    @Override
    public void heartbeat(Assessment now) {
        next.heartbeat(now);
    }

    @Override
    public void finished(WaitResult result) {
        next.finished(result);
    }

    /**
     * Returns when it has been told.
     *
     * @param what in words, for the error
     * @throws IllegalStateException when the gate does not come to see it
     */
    synchronized void await(String what, Predicate<Assessment> condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (seen == null || !condition.test(seen)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new IllegalStateException("the gate does not see within " + PATIENCE.toSeconds() + " s that " + what);
            }
            wait(left);
        }
    }
}

package io.jenkins.plugins.prepullgate.gate;

import io.jenkins.plugins.prepullgate.rollout.Assessment;

/**
 * Is told what happens in one wait. Calls come one after the other, from a thread of the gate, never under a lock; a listener may block, which delays
 * only its own wait. What it throws is logged and does not end the wait.
 */
public interface WaitListener {
    /** A listener that does nothing. */
    WaitListener NONE = new WaitListener() {};

    /** A listener that only acts when the wait has ended. */
    static WaitListener atEnd(Runnable action) {
        return new WaitListener() {
            @Override
            public void finished(WaitResult result) {
                action.run();
            }
        };
    }

    /**
     * What is seen has changed in a way worth telling.
     *
     * @param before null the first time
     */
    default void changed(Assessment before, Assessment now) {}

    /** Nothing worth telling has happened for a heartbeat. */
    default void heartbeat(Assessment now) {}

    /** The wait has ended; called once, as the last. */
    default void finished(WaitResult result) {}

    /** Both, this one first. */
    default WaitListener and(WaitListener other) {
        WaitListener one = this;
        return new WaitListener() {
            @Override
            public void changed(Assessment before, Assessment now) {
                one.changed(before, now);
                other.changed(before, now);
            }

            @Override
            public void heartbeat(Assessment now) {
                one.heartbeat(now);
                other.heartbeat(now);
            }

            @Override
            public void finished(WaitResult result) {
                one.finished(result);
                other.finished(result);
            }
        };
    }
}

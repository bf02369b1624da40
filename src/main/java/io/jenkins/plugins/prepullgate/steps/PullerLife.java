package io.jenkins.plugins.prepullgate.steps;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.PullerMark;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import java.util.function.Consumer;

/**
 * A puller from its making to its removal, by threads that do not know of each other: a step can be stopped while its puller is being applied. What was
 * begun is removed once, after it is there, and never made after that.
 */
final class PullerLife {
    /** Applies a puller. */
    @FunctionalInterface
    interface Making {
        void apply() throws ConnectionException;
    }

    /** Null until it is known. */
    private volatile PullerMark mark;

    private boolean there;
    private boolean over;

    /** @param there whether it may be there already, from before a restart */
    PullerLife(boolean there) {
        this.there = there;
    }

    /** From now on it is known which one it is. */
    void isCalled(PullerMark known) {
        mark = known;
    }

    /** What is waited for. */
    PullerQuery query() {
        return mark.query();
    }

    /**
     * Makes the puller, unless its life is over already.
     *
     * @throws ConnectionException when it cannot be made
     */
    synchronized void make(Making making) throws ConnectionException {
        if (over) {
            return;
        }
        try {
            making.apply();
            there = true;
        } catch (ConnectionException e) {
            // Where the answer is lost, it may be there.
            there |= e.passing();
            throw e;
        }
    }

    /** Ends it; waits until it is made, if it is being made. @param removal is called when there may be something to remove */
    synchronized void end(Consumer<PullerMark> removal) {
        boolean left = there && !over && mark != null;
        over = true;
        if (left) {
            removal.accept(mark);
        }
    }
}

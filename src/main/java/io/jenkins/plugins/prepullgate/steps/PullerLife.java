package io.jenkins.plugins.prepullgate.steps;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.PullerMark;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import java.util.function.Consumer;

/**
 * A puller from its creation to its removal, which different threads ask for: a step can be stopped while its puller is being applied. Makes sure
 * that what was begun is removed exactly once, after it has been applied, and that nothing is applied after that.
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

    /** Tells which puller it is. */
    void isCalled(PullerMark known) {
        mark = known;
    }

    /** The query that finds the puller. */
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
            // If only the answer was lost, the puller may exist.
            there |= e.passing();
            throw e;
        }
    }

    /**
     * Ends the puller's life. If it is being applied at this moment, waits for that first.
     *
     * @param removal called if there may be something to remove
     */
    synchronized void end(Consumer<PullerMark> removal) {
        boolean left = there && !over && mark != null;
        over = true;
        if (left) {
            removal.accept(mark);
        }
    }
}

package io.jenkins.plugins.prepullgate.gate;

import io.jenkins.plugins.prepullgate.rollout.Assessment;
import java.util.concurrent.CompletableFuture;

/** A wait that is under way. It ends exactly once. */
public interface Wait {
    /** Completes after the listener's {@code finished}, normally in every case: failing to see the cluster is a result too. */
    CompletableFuture<WaitResult> result();

    /** The newest assessment; null before the first. */
    Assessment latest();

    /**
     * Ends it as {@link Ending#CANCELLED}; returns at once. Does nothing once it has ended.
     *
     * @param why in one line; may be empty
     */
    void cancel(String why);
}

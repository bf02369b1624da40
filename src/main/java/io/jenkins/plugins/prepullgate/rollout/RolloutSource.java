package io.jenkins.plugins.prepullgate.rollout;

/**
 * Where views come from: a watched cluster, a recording, a script in a test.
 *
 * <p>Callbacks only say that something changed; whoever is called reads {@link #view()} when it gets round to it, so no change is lost and
 * none is queued.
 */
public interface RolloutSource extends AutoCloseable {
    /** The newest picture. Never blocks, never null; safe from any thread. */
    RolloutView view();

    /**
     * Calls {@code mark} after every change from now on, from any thread, never under a lock; {@code mark} must return at once.
     *
     * @return closing it ends the calls
     */
    Subscription onChange(Runnable mark);

    /** What is known of the puller; sources of the same puller may share it, so that its views are gone through once for all who wait. */
    default SharedSight sight() {
        return new SharedSight();
    }

    /** Releases what this source holds; idempotent. */
    @Override
    void close();

    /** An interest in changes. */
    @FunctionalInterface
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}

package io.jenkins.plugins.prepullgate.standalone.drill;

import java.time.Duration;
import java.util.function.Predicate;

/** The newest of something that arrives on other threads, and the patience to wait until it is as it should be. */
public final class Seen<T> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private T newest;

    public synchronized void now(T value) {
        newest = value;
        notifyAll();
    }

    /**
     * Returns when it is so.
     *
     * @param what in words, for the error
     * @throws IllegalStateException when that takes too long
     */
    public void await(String what, Predicate<T> condition) throws InterruptedException {
        if (!within(PATIENCE, condition)) {
            throw new IllegalStateException("it is not seen within " + PATIENCE.toSeconds() + " s that " + what);
        }
    }

    /** Whether it becomes so in that time; returns as soon as it is. */
    synchronized boolean within(Duration patience, Predicate<T> condition) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (newest == null || !condition.test(newest)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}

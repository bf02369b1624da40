package io.jenkins.plugins.prepullgate.standalone.drill;

import java.time.Duration;
import java.util.function.Predicate;

/** Holds the newest of the values that arrive on other threads, and lets a thread wait until one is as it should be. */
public final class Seen<T> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private T newest;

    public synchronized void now(T value) {
        newest = value;
        notifyAll();
    }

    /**
     * Returns when the newest value meets the condition.
     *
     * @param what the condition in words, for the error
     * @throws IllegalStateException when that takes too long
     */
    public void await(String what, Predicate<T> condition) throws InterruptedException {
        if (!within(PATIENCE, condition)) {
            throw new IllegalStateException("it was not seen within " + PATIENCE.toSeconds() + " s that " + what);
        }
    }

    /** Whether a value meets the condition within that time; returns as soon as one does. */
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

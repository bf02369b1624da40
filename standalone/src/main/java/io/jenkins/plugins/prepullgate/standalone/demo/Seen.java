package io.jenkins.plugins.prepullgate.standalone.demo;

import java.time.Duration;
import java.util.function.Predicate;

/** The newest of something that arrives on other threads, and the patience to wait until it is as it should be. */
final class Seen<T> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private T newest;

    synchronized void now(T value) {
        newest = value;
        notifyAll();
    }

    /**
     * Returns when it is so.
     *
     * @param what in words, for the error
     * @throws IllegalStateException when that takes too long
     */
    synchronized void await(String what, Predicate<T> condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (newest == null || !condition.test(newest)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new IllegalStateException("it is not seen within " + PATIENCE.toSeconds() + " s that " + what);
            }
            wait(left);
        }
    }
}

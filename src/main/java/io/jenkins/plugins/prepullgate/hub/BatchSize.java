package io.jenkins.plugins.prepullgate.hub;

import java.time.Duration;

/**
 * How many users to create with one request. A hub makes them one after the other on its only thread and serves nobody meanwhile: some 50 ms each in
 * JupyterHub 5.5, so that a batch of 500 freezes a hub for 25 s. Batches grow as long as their answers come in time, and shrink at once when one does not.
 */
final class BatchSize {
    private static final int FIRST = 2;
    private static final int MOST = 100;
    /** Of the time that a batch may take; the rest is for a hub that becomes slower from one batch to the next. */
    private static final double AIM = 0.3;

    private final Duration limit;
    private double millisEach;
    private int size = FIRST;

    /** @param limit what a batch may take at most */
    BatchSize(Duration limit) {
        this.limit = limit;
    }

    int next() {
        return size;
    }

    /** A batch of so many was answered after so long. */
    void took(int users, Duration time) {
        double now = (double) time.toMillis() / users;
        // Slower counts at once, faster only by and by.
        millisEach = now > millisEach ? now : 0.7 * millisEach + 0.3 * now;
        int fitting = (int) (AIM * limit.toMillis() / Math.max(1, millisEach));
        size = Math.max(1, Math.min(Math.min(2 * size, MOST), fitting));
    }

    /** The hub did not answer, or asks for less. */
    void failed() {
        size = Math.max(1, size / 2);
    }
}

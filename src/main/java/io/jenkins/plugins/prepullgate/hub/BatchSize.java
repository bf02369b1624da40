package io.jenkins.plugins.prepullgate.hub;

import java.time.Duration;

/**
 * How many users to create with one request. A hub creates them one after the other on its only thread and serves nobody meanwhile. In JupyterHub
 * 5.5 each takes about 50 ms, so that a batch of 500 freezes the hub for 25 s. Batches grow as long as their answers come in time, and shrink as soon
 * as one does not.
 */
final class BatchSize {
    private static final int FIRST = 2;
    private static final int MOST = 100;
    /** The part of the allowed time that a batch is planned to take; the rest is kept for a hub that becomes slower from one batch to the next. */
    private static final double AIM = 0.3;
    /** How much the newest batch weighs when the hub has become faster. */
    private static final double TRUST = 0.3;

    private final Duration limit;
    /** The estimated time per user. */
    private double millisEach;
    private int size = FIRST;

    /** @param limit what a batch may take at most */
    BatchSize(Duration limit) {
        this.limit = limit;
    }

    int next() {
        return size;
    }

    /** Learns from a batch: so many users took so long. */
    void took(int users, Duration time) {
        double now = (double) time.toMillis() / users;
        // A slower hub is believed at once, a faster one only gradually.
        millisEach = now > millisEach ? now : (1 - TRUST) * millisEach + TRUST * now;
        int fitting = (int) (AIM * limit.toMillis() / Math.max(1, millisEach));
        size = Math.max(1, Math.min(Math.min(2 * size, MOST), fitting));
    }

    /** The hub did not answer, or asks for less. */
    void failed() {
        size = Math.max(1, size / 2);
    }
}

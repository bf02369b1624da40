package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.gate.Wait;
import io.jenkins.plugins.prepullgate.gate.WaitResult;

/**
 * Cancels a wait when the process gets SIGINT or SIGTERM, and lets it say where it stood. Can be made before there is a wait: then its maker has the
 * time to undo what has been done so far.
 */
final class Interruption implements AutoCloseable {
    /** Null before there is one. */
    private volatile Wait wait;

    private volatile boolean interrupted;
    private final LastWords lastWords = new LastWords(this::cancel);

    /** From now on it is this wait that is cancelled; at once when the process has been interrupted meanwhile. */
    void hold(Wait begun) {
        wait = begun;
        if (interrupted) {
            begun.cancel("interrupted");
        }
    }

    /** Blocks until the wait that it holds has ended. */
    WaitResult result() {
        return wait.result().join();
    }

    private void cancel() {
        interrupted = true;
        Wait held = wait;
        if (held != null) {
            held.cancel("interrupted");
        }
    }

    /** Everything has been said. While the process is being interrupted this does not return. */
    @Override
    public void close() {
        lastWords.close();
    }
}

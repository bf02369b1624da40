package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.gate.Wait;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGINT and SIGTERM during a wait: it is cancelled, says where it stood, and the process ends with {@link ExitCode#INTERRUPTED}, also where
 * the JVM would have ended with 143. Made before there is a wait, it gives who made it the time to undo what came before.
 */
final class Interruption implements AutoCloseable {
    /** A terminal that does not take our lines must not keep the process alive. */
    private static final long LAST_WORDS_SECONDS = 10;

    private final CountDownLatch said = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted, "prepull-interrupted");
    /** Null until there is one. */
    private volatile Wait wait;

    private volatile boolean interrupted;

    Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    Interruption(Wait wait) {
        this();
        hold(wait);
    }

    /** From now on it is this wait that is cancelled; at once when the process has been interrupted meanwhile. */
    void hold(Wait begun) {
        wait = begun;
        if (interrupted) {
            begun.cancel("interrupted");
        }
    }

    /** Waits for the end of the wait that it holds. */
    WaitResult result() {
        return wait.result().join();
    }

    private void interrupted() {
        interrupted = true;
        Wait held = wait;
        if (held != null) {
            held.cancel("interrupted");
        }
        try {
            said.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }

    /** Everything has been said. While the process is being interrupted this does not return. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is being interrupted: the hook waits for us, and ends the process.
            said.countDown();
            awaitEnd();
        }
    }

    private static void awaitEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.gate.Wait;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGINT and SIGTERM during a wait: it is cancelled, says where it stood, and the process ends with {@link ExitCode#INTERRUPTED}, also where
 * the JVM would have ended with 143.
 */
final class Interruption implements AutoCloseable {
    /** A terminal that does not take our lines must not keep the process alive. */
    private static final long LAST_WORDS_SECONDS = 10;

    private final Wait wait;
    private final CountDownLatch said = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted, "prepull-interrupted");

    Interruption(Wait wait) {
        this.wait = wait;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Waits for the end. */
    WaitResult result() {
        return wait.result().join();
    }

    private void interrupted() {
        wait.cancel("interrupted");
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

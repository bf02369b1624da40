package io.jenkins.plugins.prepullgate.standalone;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Gives a command that is interrupted by SIGINT or SIGTERM the time to finish its output. The process then ends with {@link ExitCode#INTERRUPTED},
 * also after SIGTERM, where the JVM by itself would end with 143.
 */
final class LastWords implements AutoCloseable {
    /** A terminal that takes no more output must not keep the process alive. */
    private static final long LIMIT_SECONDS = 10;

    private final Runnable onSignal;
    private final CountDownLatch said = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted, "prepull-interrupted");

    /** @param onSignal makes the command come to its end; called on a thread of its own, must not block */
    LastWords(Runnable onSignal) {
        this.onSignal = onSignal;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void interrupted() {
        onSignal.run();
        try {
            said.await(LIMIT_SECONDS, TimeUnit.SECONDS);
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
            // The process is being interrupted: the hook waits for us, and then ends it.
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

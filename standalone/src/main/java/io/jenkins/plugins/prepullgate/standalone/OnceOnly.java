package io.jenkins.plugins.prepullgate.standalone;

import java.util.concurrent.atomic.AtomicBoolean;

/** Does something once: for whoever closes it first, at the latest at the end of its {@code try}. */
final class OnceOnly implements AutoCloseable {
    private final Runnable task;
    private final AtomicBoolean done = new AtomicBoolean();

    OnceOnly(Runnable task) {
        this.task = task;
    }

    @Override
    public void close() {
        if (done.compareAndSet(false, true)) {
            task.run();
        }
    }
}

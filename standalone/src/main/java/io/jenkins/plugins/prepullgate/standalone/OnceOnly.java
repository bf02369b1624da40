package io.jenkins.plugins.prepullgate.standalone;

import java.util.concurrent.atomic.AtomicBoolean;

/** Something that is done once, by whoever comes to it first, and at the latest at the end. */
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

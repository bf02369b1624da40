package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A feed that does what a test says: what it holds, what fails, when watches stand and end. */
final class ScriptedFeed implements Feed<ConfigMap> {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final AtomicReference<RuntimeException> nextWatchFailure = new AtomicReference<>();
    private volatile List<ConfigMap> objects = List.of();
    private volatile RuntimeException listFailure;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile Watched latest;

    void holds(ConfigMap... now) {
        objects = List.of(now);
    }

    /** From now on every list fails so; null for none. */
    void failsLists(RuntimeException failure) {
        listFailure = failure;
    }

    void failsNextWatch(RuntimeException failure) {
        nextWatchFailure.set(failure);
    }

    /** From now on watches do not stand until {@link #releaseWatches}. */
    void holdWatches() {
        gate = new CountDownLatch(1);
    }

    void releaseWatches() {
        gate.countDown();
    }

    /** Such as {@code list} and {@code watch 100}. */
    List<String> calls() {
        return calls;
    }

    /** The watch that stood last; null before the first. */
    Watched latest() {
        return latest;
    }

    @Override
    public String readAll(Consumer<ConfigMap> each) {
        calls.add("list");
        if (listFailure != null) {
            throw listFailure;
        }
        objects.forEach(each);
        return "100";
    }

    @Override
    public Feed.Line watch(String fromVersion, Feed.Listener<ConfigMap> listener) {
        calls.add("watch " + fromVersion);
        try {
            if (!gate.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the test has forgotten this watch");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        RuntimeException failure = nextWatchFailure.getAndSet(null);
        if (failure != null) {
            throw failure;
        }
        latest = new Watched(listener);
        return latest;
    }

    /** One watch. */
    static final class Watched implements Feed.Line {
        private final Feed.Listener<ConfigMap> listener;
        private volatile boolean closed;

        private Watched(Feed.Listener<ConfigMap> listener) {
            this.listener = listener;
        }

        Feed.Listener<ConfigMap> says() {
            return listener;
        }

        boolean closed() {
            return closed;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}

package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import io.jenkins.plugins.prepullgate.rollout.SharedSight;
import java.util.concurrent.atomic.AtomicBoolean;

/** One wait's hold on a shared view. */
final class WatchedSource implements RolloutSource {
    private final ClusterWatches watches;
    private final PullerView view;
    private final AtomicBoolean closed = new AtomicBoolean();

    WatchedSource(ClusterWatches watches, PullerView view) {
        this.watches = watches;
        this.view = view;
    }

    @Override
    public RolloutView view() {
        return view.view();
    }

    @Override
    public SharedSight sight() {
        return view.sight();
    }

    @Override
    public Subscription onChange(Runnable mark) {
        return view.namespace().mark(mark);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            watches.release(view);
        }
    }
}

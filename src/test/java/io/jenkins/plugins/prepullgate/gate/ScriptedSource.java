package io.jenkins.plugins.prepullgate.gate;

import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import io.jenkins.plugins.prepullgate.rollout.SharedSight;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A source that shows what a test tells it to. */
public final class ScriptedSource implements RolloutSource {
    private final List<Runnable> marks = new CopyOnWriteArrayList<>();
    private final SharedSight sight = new SharedSight();
    private volatile RolloutView view;
    private volatile boolean closed;

    public ScriptedSource(RolloutView first) {
        view = first;
    }

    public void show(RolloutView next) {
        view = next;
        marks.forEach(Runnable::run);
    }

    @Override
    public SharedSight sight() {
        return sight;
    }

    public boolean closed() {
        return closed;
    }

    @Override
    public RolloutView view() {
        return view;
    }

    @Override
    public Subscription onChange(Runnable mark) {
        marks.add(mark);
        return () -> marks.remove(mark);
    }

    @Override
    public void close() {
        closed = true;
    }

    /** How many still listen. */
    public int listeners() {
        return marks.size();
    }
}

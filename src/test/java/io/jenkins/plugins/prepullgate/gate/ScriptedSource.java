package io.jenkins.plugins.prepullgate.gate;

import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A source that shows what a test tells it to. */
public final class ScriptedSource implements RolloutSource {
    private final List<Runnable> marks = new CopyOnWriteArrayList<>();
    private volatile RolloutView view;
    private volatile boolean closed;

    public ScriptedSource(RolloutView first) {
        view = first;
    }

    public void show(RolloutView next) {
        view = next;
        marks.forEach(Runnable::run);
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

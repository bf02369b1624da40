package io.jenkins.plugins.prepullgate.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import io.jenkins.plugins.prepullgate.rollout.SharedSight;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A source that records every view that is taken from it, so that the wait can be judged again from the file alone. Each line is a JSON object: first
 * a header, then one per view that differs from the last one, with its time and the parts that changed, and finally the end of the wait. The
 * cluster's texts are redacted as everywhere, so a recording can be passed on.
 *
 * <p>A recording that cannot be written is reported once and then given up; it never ends the wait.
 */
public final class Recorder implements RolloutSource {
    static final String FORMAT = "prepull-gate-recording";
    static final int SCHEMA = 1;
    static final String ENDED = "endedAt";

    private final RolloutSource source;
    private final Writer out;
    private final InstantSource clock;
    private final Consumer<IOException> onFailure;
    private RolloutView last;
    private ObjectNode lastTree;
    private boolean failed;
    private boolean closed;

    /**
     * @param out closed with this source
     * @param startedAt when the wait began, as its {@link WaitSpec} has it
     * @param onFailure told of the first failure to write
     */
    public Recorder(RolloutSource source, Writer out, Instant startedAt, InstantSource clock, Consumer<IOException> onFailure) {
        this.source = Objects.requireNonNull(source, "source");
        this.out = Objects.requireNonNull(out, "out");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.onFailure = Objects.requireNonNull(onFailure, "onFailure");
        write(ViewJson.object().put("format", FORMAT).put("schema", SCHEMA).put("startedAt", startedAt.toString()));
    }

    @Override
    public RolloutView view() {
        RolloutView view = source.view();
        record(view, clock.instant());
        return view;
    }

    @Override
    public SharedSight sight() {
        return source.sight();
    }

    @Override
    public Subscription onChange(Runnable mark) {
        return source.onChange(mark);
    }

    private synchronized void record(RolloutView view, Instant at) {
        if (failed || view == last) {
            return;
        }
        ObjectNode tree = ViewJson.tree(view);
        ObjectNode parts = ViewJson.changed(lastTree, tree);
        last = view;
        lastTree = tree;
        if (!parts.isEmpty()) {
            ObjectNode line = ViewJson.object().put("at", at.toString());
            line.set("view", parts);
            write(line);
        }
    }

    private synchronized void write(ObjectNode line) {
        try {
            out.write(line.toString());
            out.write('\n');
            out.flush();
        } catch (IOException e) {
            failed = true;
            onFailure.accept(e);
        }
    }

    @Override
    public void close() {
        source.close();
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (!failed) {
                write(ViewJson.object().put(ENDED, clock.instant().toString()));
            }
            try {
                out.close();
            } catch (IOException e) {
                if (!failed) {
                    failed = true;
                    onFailure.accept(e);
                }
            }
        }
    }
}

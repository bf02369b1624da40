package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.gate.Gate;
import io.jenkins.plugins.prepullgate.gate.Wait;
import io.jenkins.plugins.prepullgate.gate.WaitListener;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.report.History;
import io.jenkins.plugins.prepullgate.report.ProgressLog;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import java.io.Writer;
import java.time.InstantSource;

/** One wait, from its first line to the exit code: what it sees is recorded if asked for, what happens is shown, and the outcome is reported. */
final class WaitRun implements AutoCloseable {
    private final WaitSpec spec;
    private final InstantSource clock;
    private final RecordOption record;
    private final LiveOption live;
    private final OutputOptions output;
    private final Writer recording;
    private final History history;
    /** Null before the wait has begun. */
    private Telling telling;

    /**
     * Opens the recording, so that a file that cannot be written is found out before anything has happened.
     *
     * @throws UsageException when it cannot be opened
     */
    WaitRun(WaitSpec spec, InstantSource clock, RecordOption record, LiveOption live, OutputOptions output) {
        this.spec = spec;
        this.clock = clock;
        this.record = record;
        this.live = live;
        this.output = output;
        this.recording = record.open();
        this.history = new History(spec.startedAt());
    }

    /**
     * Begins the wait; returns at once.
     *
     * @param where the wait looks, as a heading
     * @param first hears of everything before it is shown
     */
    Wait start(Gate gate, RolloutSource source, String where, WaitListener first) {
        telling = live.telling(where, spec, clock, output);
        RolloutSource recorded = record.recorded(source, recording, spec.startedAt(), clock, output::warn);
        return telling.follow(gate.start(recorded, spec, first.and(telling).and(history).and(new Rehearsal(spec, this::rehearse))));
    }

    private void rehearse(WaitResult end) {
        History past = new History(spec.startedAt());
        WaitListener nobody = new ProgressLog(spec, line -> {}).and(past);
        nobody.changed(null, end.last());
        nobody.finished(end);
        output.rehearse(end, past);
    }

    /** Writes the reports that were asked for. @return the exit code */
    int report(WaitResult result) {
        return output.report(result, history);
    }

    /** Takes the live picture away, if there is one, so that other lines can be written. */
    @Override
    public void close() {
        if (telling != null) {
            telling.close();
        }
    }
}

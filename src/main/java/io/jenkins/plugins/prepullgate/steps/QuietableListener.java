package io.jenkins.plugins.prepullgate.steps;

import io.jenkins.plugins.prepullgate.gate.Ending;
import io.jenkins.plugins.prepullgate.gate.WaitListener;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import java.util.function.BooleanSupplier;

/** Passes nothing on once its step has been stopped or Jenkins is going down, since a wait that is cancelled then has not failed. */
final class QuietableListener implements WaitListener {
    private final WaitListener listener;
    private final BooleanSupplier quiet;

    QuietableListener(WaitListener listener, BooleanSupplier quiet) {
        this.listener = listener;
        this.quiet = quiet;
    }

    @Override
    public void changed(Assessment before, Assessment now) {
        if (!quiet.getAsBoolean()) {
            listener.changed(before, now);
        }
    }

    @Override
    public void heartbeat(Assessment now) {
        if (!quiet.getAsBoolean()) {
            listener.heartbeat(now);
        }
    }

    @Override
    public void finished(WaitResult result) {
        if (!quiet.getAsBoolean() && result.ending() != Ending.CANCELLED) {
            listener.finished(result);
        }
    }
}

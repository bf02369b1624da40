package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.gate.WaitListener;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.rollout.Assessment;

/** Does something when a wait has ended, before that is told. */
final class EndingFirst implements WaitListener {
    private final OnceOnly ending;
    private final WaitListener listener;

    EndingFirst(OnceOnly ending, WaitListener listener) {
        this.ending = ending;
        this.listener = listener;
    }

    @Override
    public void changed(Assessment before, Assessment now) {
        listener.changed(before, now);
    }

    @Override
    public void heartbeat(Assessment now) {
        listener.heartbeat(now);
    }

    @Override
    public void finished(WaitResult result) {
        ending.close();
        listener.finished(result);
    }
}

package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.gate.Wait;
import io.jenkins.plugins.prepullgate.gate.WaitListener;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.report.ProgressLog;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.standalone.live.LiveView;
import io.jenkins.plugins.prepullgate.standalone.live.Screen;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Shows one wait, in lines or as a live picture. After closing, nothing of the picture is left. */
final class Telling implements WaitListener, AutoCloseable {
    private final WaitListener to;
    private final Consumer<Wait> follow;
    private final Runnable close;

    private Telling(WaitListener to, Consumer<Wait> follow, Runnable close) {
        this.to = to;
        this.follow = follow;
        this.close = close;
    }

    /** @param lines takes each line */
    static Telling lines(WaitSpec spec, Consumer<String> lines) {
        return new Telling(new ProgressLog(spec, lines), wait -> {}, () -> {});
    }

    /** @param screen closed with this */
    static Telling picture(String where, WaitSpec spec, InstantSource clock, Screen screen, PrintWriter out) {
        LiveView view = new LiveView(where, spec, clock, screen, out);
        OnceOnly close = new OnceOnly(() -> {
            view.close();
            screen.close();
        });
        return new Telling(view, wait -> view.follow(wait::latest), close::close);
    }

    /** Names the wait, so that a picture can show its newest state between changes that are worth telling. @return the wait */
    Wait follow(Wait wait) {
        follow.accept(wait);
        return wait;
    }

    @Override
    public void changed(Assessment before, Assessment now) {
        to.changed(before, now);
    }

    @Override
    public void heartbeat(Assessment now) {
        to.heartbeat(now);
    }

    @Override
    public void finished(WaitResult result) {
        to.finished(result);
    }

    @Override
    public void close() {
        close.run();
    }
}

package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.gate.Ending;
import io.jenkins.plugins.prepullgate.gate.WaitListener;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.Verdict;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Plays the good end of a wait once beforehand, for nobody to see, while images are still being pulled. A JVM is slow at what it does for the first
 * time, and a command says all that it has to say at its end for the first time, when somebody waits for it.
 */
final class Rehearsal implements WaitListener {
    private static final Logger LOGGER = Logger.getLogger(Rehearsal.class.getName());

    private final WaitSpec spec;
    private final Consumer<WaitResult> ending;
    private final Executor aside;
    private final AtomicBoolean begun = new AtomicBoolean();

    Rehearsal(WaitSpec spec, Consumer<WaitResult> ending) {
        this(spec, ending, Rehearsal::onAThreadOfItsOwn);
    }

    /**
     * Plays it elsewhere.
     *
     * @param ending what is done at the end; must change nothing that anybody sees
     * @param aside runs it, while the wait goes on
     */
    Rehearsal(WaitSpec spec, Consumer<WaitResult> ending, Executor aside) {
        this.spec = spec;
        this.ending = ending;
        this.aside = aside;
    }

    @Override
    public void changed(Assessment before, Assessment now) {
        boolean goesOn = !now.verdict().terminal() && now.puller() != null && now.tally().missing() > 0;
        if (goesOn && begun.compareAndSet(false, true)) {
            aside.execute(() -> play(now));
        }
    }

    private void play(Assessment now) {
        Verdict complete = new Verdict.Complete(now.verdict().why());
        Assessment last = new Assessment(
                now.at(), now.puller(), now.rule(), complete, now.tally(), now.rows(), now.findings(), now.eta(), null, now.memory());
        try {
            ending.accept(new WaitResult(Ending.DECIDED, last, spec, now.at(), ""));
        } catch (RuntimeException e) {
            LOGGER.log(Level.FINE, "the end of a wait could not be rehearsed", e);
        }
    }

    private static void onAThreadOfItsOwn(Runnable play) {
        Thread thread = new Thread(play, "prepull-rehearsal");
        thread.setDaemon(true);
        thread.start();
    }
}

package io.jenkins.plugins.prepullgate.steps;

import hudson.EnvVars;
import hudson.model.EnvironmentContributingAction;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What the steps of a build came to, for notifications: in the remote API, and as {@code PREPULL_RESULT}, {@code PREPULL_CODE} and {@code
 * PREPULL_SUMMARY} in the build's environment, where {@code post} blocks and mails find them. Of several steps the last one that failed speaks; a
 * step that is tried again replaces what it said before.
 */
@ExportedBean(defaultVisibility = 2)
public final class PrepullAction extends InvisibleAction implements EnvironmentContributingAction {
    private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();

    /** Adds an outcome to a build and saves the build. */
    static void record(Run<?, ?> run, Outcome outcome) throws IOException {
        of(run).add(outcome);
        run.save();
    }

    private static synchronized PrepullAction of(Run<?, ?> run) {
        PrepullAction action = run.getAction(PrepullAction.class);
        if (action == null) {
            action = new PrepullAction();
            run.addAction(action);
        }
        return action;
    }

    synchronized void add(Outcome outcome) {
        outcomes.removeIf(earlier -> earlier.getStep().equals(outcome.getStep()) && earlier.getPlace().equals(outcome.getPlace()));
        outcomes.add(outcome);
    }

    /** In the order in which the steps ended. */
    @Exported
    public List<Outcome> getOutcomes() {
        return List.copyOf(outcomes);
    }

    @Override
    public void buildEnvironment(Run<?, ?> run, EnvVars env) {
        Outcome speaking = speaking();
        if (speaking != null) {
            env.put("PREPULL_RESULT", speaking.getResult());
            env.put("PREPULL_CODE", speaking.getCode());
            env.put("PREPULL_SUMMARY", speaking.getSummary());
        }
    }

    private Outcome speaking() {
        Outcome speaking = null;
        for (Outcome outcome : outcomes) {
            if (speaking == null || !outcome.isSuccess() || speaking.isSuccess()) {
                speaking = outcome;
            }
        }
        return speaking;
    }
}

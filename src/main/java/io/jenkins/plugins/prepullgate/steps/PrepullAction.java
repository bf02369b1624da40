package io.jenkins.plugins.prepullgate.steps;

import hudson.EnvVars;
import hudson.model.Api;
import hudson.model.EnvironmentContributingAction;
import hudson.model.Run;
import io.jenkins.plugins.prepullgate.report.Story;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What the steps of a build came to: a page with a report of each, the remote API, and for notifications {@code PREPULL_RESULT}, {@code
 * PREPULL_CODE}, {@code PREPULL_SUMMARY} and {@code PREPULL_REPORT_URL} in the build's environment, where {@code post} blocks and mails find them.
 * Of several steps the last one that failed counts. Of a step that is retried only the last try counts, although the earlier reports are kept.
 */
@ExportedBean(defaultVisibility = 2)
public final class PrepullAction implements RunAction2, EnvironmentContributingAction {
    static final String URL_NAME = "prepull";
    /** How many reports are kept, so that a step that is retried over and over does not let the build's record grow without end. */
    static final int KEPT = 50;
    /** The most rows that a table of a report has. */
    static final int ROWS = 200;

    /** Replaced and never modified, since a build may be saved while a step of another branch ends. */
    private volatile List<PrepullReport> reports = new ArrayList<>();

    private transient Run<?, ?> run;

    /**
     * Adds an outcome to a build and saves the build.
     *
     * @param story what its page tells; null for the outcome alone
     */
    static void record(Run<?, ?> run, Outcome outcome, Story story) throws IOException {
        of(run).add(outcome, story);
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

    synchronized void add(Outcome outcome, Story story) {
        int number = reports.isEmpty() ? 1 : reports.get(reports.size() - 1).getNumber() + 1;
        List<PrepullReport> more = new ArrayList<>(reports.subList(Math.max(0, reports.size() - KEPT + 1), reports.size()));
        more.add(new PrepullReport(number, outcome, story, run));
        reports = more;
    }

    @Override
    public void onAttached(Run<?, ?> owner) {
        run = owner;
    }

    @Override
    public void onLoad(Run<?, ?> owner) {
        run = owner;
        reports.forEach(report -> report.of(owner));
    }

    public Run<?, ?> getRun() {
        return run;
    }

    @Override
    public String getIconFileName() {
        return "symbol-prepull plugin-prepull-gate";
    }

    @Override
    public String getDisplayName() {
        return Messages.PrepullAction_displayName();
    }

    @Override
    public String getUrlName() {
        return URL_NAME;
    }

    /** Serves {@code api/}. */
    public Api getApi() {
        return new Api(this);
    }

    /** Of every step, in the order in which they ended. */
    @Exported
    public List<PrepullReport> getReports() {
        return List.copyOf(reports);
    }

    /** Serves {@code report/N/}. Null when there is none of that number. */
    public PrepullReport getReport(int number) {
        return reports.stream().filter(report -> report.getNumber() == number).findFirst().orElse(null);
    }

    /** Of every step the last time it ran, in the order in which they ended. */
    @Exported
    public List<Outcome> getOutcomes() {
        return last().stream().map(PrepullReport::getOutcome).toList();
    }

    private List<PrepullReport> last() {
        List<PrepullReport> last = new ArrayList<>();
        for (PrepullReport report : reports) {
            Outcome outcome = report.getOutcome();
            last.removeIf(earlier -> earlier.getOutcome().getStep().equals(outcome.getStep())
                    && earlier.getOutcome().getPlace().equals(outcome.getPlace()));
            last.add(report);
        }
        return last;
    }

    @Override
    public void buildEnvironment(Run<?, ?> build, EnvVars env) {
        PrepullReport speaking = speaking();
        if (speaking != null) {
            env.put("PREPULL_RESULT", speaking.getOutcome().getResult());
            env.put("PREPULL_CODE", speaking.getOutcome().getCode());
            env.put("PREPULL_SUMMARY", speaking.getOutcome().getSummary());
            // If Jenkins does not know its own address, this is only the path below it.
            env.put("PREPULL_REPORT_URL", env.get("BUILD_URL", build.getUrl()) + speaking.getPath());
        }
    }

    /** The report whose outcome stands for the build; null when there is none. */
    PrepullReport speaking() {
        PrepullReport speaking = null;
        for (PrepullReport report : last()) {
            if (speaking == null || !report.getOutcome().isSuccess() || speaking.getOutcome().isSuccess()) {
                speaking = report;
            }
        }
        return speaking;
    }
}

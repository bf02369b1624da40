package io.jenkins.plugins.prepullgate.report;

import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.hub.HubResult;
import java.util.List;
import java.util.function.Supplier;

/** One result in all the forms in which somebody may want to read it. Each is made only when it is asked for. */
public final class Report {
    /** Browsers scroll a page with more rows badly; the JSON report has them all. */
    private static final int ROWS = 5000;

    private final Supplier<Story> telling;
    private final Supplier<String> json;
    private final Supplier<String> junit;
    /** Null until somebody asks for it: of thousands of nodes it takes a while, and most waits are reported in lines alone. */
    private Story story;

    private Report(Supplier<Story> telling, Supplier<String> json, Supplier<String> junit) {
        this.telling = telling;
        this.json = json;
        this.junit = junit;
    }

    public static Report of(WaitResult result, History history) {
        return new Report(() -> WaitStory.of(result, history, ROWS), () -> JsonReport.of(result), () -> JunitReport.of(result));
    }

    public static Report of(AuditResult result) {
        return new Report(() -> AuditStory.of(result, ROWS), () -> JsonReport.of(result), () -> JunitReport.of(result));
    }

    public static Report of(HubResult result) {
        return new Report(() -> AuditStory.of(result), () -> JsonReport.of(result), () -> JunitReport.of(result));
    }

    private synchronized Story story() {
        if (story == null) {
            story = telling.get();
        }
        return story;
    }

    /** For programs; its shape is in {@code docs/report.schema.json}. */
    public String json() {
        return json.get();
    }

    /** A page that a browser shows without a network. */
    public String html() {
        return HtmlReport.of(story());
    }

    /** For CI systems that show test results. */
    public String junit() {
        return junit.get();
    }

    /** Lines that GitHub Actions shows beside the run. */
    public List<String> annotations() {
        return GithubText.annotations(story());
    }

    /** What GitHub Actions shows on the run's page. */
    public String stepSummary() {
        return GithubText.summary(story());
    }
}

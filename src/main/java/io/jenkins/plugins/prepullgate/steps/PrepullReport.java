package io.jenkins.plugins.prepullgate.steps;

import hudson.model.Api;
import hudson.model.Item;
import hudson.model.ModelObject;
import hudson.model.Run;
import io.jenkins.plugins.prepullgate.report.HtmlReport;
import io.jenkins.plugins.prepullgate.report.Story;
import io.jenkins.plugins.prepullgate.report.StoryHtml;
import io.jenkins.plugins.prepullgate.report.StoryJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What one call of a step came to, with a page of its own under the build's {@code prepull/}. Saved with the build: the outcome, and what the page
 * tells, which is bounded and packed, some kilobytes.
 */
@ExportedBean(defaultVisibility = 2)
public final class PrepullReport implements ModelObject {
    private static final Logger LOGGER = Logger.getLogger(PrepullReport.class.getName());
    /** In bytes, more than any story has: whatever is larger was not written by us. */
    private static final int LARGEST = 8 << 20;
    /** A browser may show the saved page, and do nothing else with it. */
    private static final String POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'";

    private final int number;
    private final Outcome outcome;
    /** Null when there is nothing beside the outcome. */
    private final String story;

    private transient Run<?, ?> run;

    /** @param told null when there is nothing to tell beside the outcome */
    PrepullReport(int number, Outcome outcome, Story told, Run<?, ?> run) {
        this.number = number;
        this.outcome = outcome;
        this.story = packed(told);
        this.run = run;
    }

    private static String packed(Story told) {
        try {
            return told == null ? null : PackedText.pack(StoryJson.text(told));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The report of a step cannot be kept", e);
            return null;
        }
    }

    void of(Run<?, ?> owner) {
        run = owner;
    }

    /** From 1, in the order in which the steps of the build ended. */
    @Exported
    public int getNumber() {
        return number;
    }

    @Exported
    public Outcome getOutcome() {
        return outcome;
    }

    /** Of its page, below the build's. */
    @Exported
    public String getPath() {
        return PrepullAction.URL_NAME + "/report/" + number + "/";
    }

    public Run<?, ?> getRun() {
        return run;
    }

    @Override
    public String getDisplayName() {
        return outcome.getStep() + " " + number;
    }

    /** Serves {@code api/}. */
    public Api getApi() {
        return new Api(this);
    }

    /** What the page shows, as HTML in which everything is escaped; empty when only the outcome is known. */
    public String getBody() {
        Story told = story();
        return told == null ? "" : StoryHtml.of(told);
    }

    private Story story() {
        try {
            return story == null ? null : StoryJson.story(PackedText.unpack(story, LARGEST));
        } catch (IOException | IllegalArgumentException e) {
            LOGGER.log(Level.WARNING, "The report of a step cannot be read any more", e);
            return null;
        }
    }

    /** Serves {@code report.html}: the page as a file of its own, to be kept or sent around. */
    @WebMethod(name = "report.html")
    public void doHtml(StaplerResponse2 response) throws IOException {
        run.checkPermission(Item.READ);
        Story told = story();
        if (told == null) {
            response.sendError(404);
            return;
        }
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"prepull-" + number + ".html\"");
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getOutputStream().write(HtmlReport.of(told).getBytes(StandardCharsets.UTF_8));
    }
}

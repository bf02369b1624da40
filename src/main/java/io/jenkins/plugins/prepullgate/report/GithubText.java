package io.jenkins.plugins.prepullgate.report;

import io.jenkins.plugins.prepullgate.report.Story.Cause;
import io.jenkins.plugins.prepullgate.report.Story.Fact;
import io.jenkins.plugins.prepullgate.report.Story.Row;
import io.jenkins.plugins.prepullgate.report.Story.Table;
import io.jenkins.plugins.prepullgate.rollout.Redaction;
import java.util.ArrayList;
import java.util.List;

/** A story for GitHub Actions: as workflow commands, which annotate the run, and as the summary on the run's page. */
public final class GithubText {
    /** GitHub shows no more than this of each kind per step. */
    private static final int ANNOTATIONS = 10;
    /** A step's summary may be as large as a mebibyte; nobody reads a hundredth of that. */
    private static final int ROWS = 50;

    private GithubText() {}

    static List<String> annotations(Story story) {
        List<String> errors = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        if (!story.success() && story.causes().stream().noneMatch(cause -> cause.code().equals(story.code()))) {
            errors.add(command("error", story.code(), story.summary()));
        }
        for (Cause cause : story.causes()) {
            if (cause.tone() == Tone.BAD) {
                errors.add(command("error", cause.code(), text(cause)));
            } else {
                warnings.add(command("warning", cause.code(), text(cause)));
            }
        }
        List<String> lines = new ArrayList<>(errors.subList(0, Math.min(ANNOTATIONS, errors.size())));
        lines.addAll(warnings.subList(0, Math.min(ANNOTATIONS, warnings.size())));
        if (story.success()) {
            lines.add(command("notice", story.title(), story.verdict()));
        }
        return lines;
    }

    private static String text(Cause cause) {
        return cause.sentence() + (cause.remedy().isEmpty() ? "" : "\ndo: " + cause.remedy())
                + (cause.who().isEmpty() ? "" : "\nwho: " + cause.who());
    }

    /** {@code ::error title=…::…}, escaped as the runner's own toolkit does it. */
    private static String command(String kind, String title, String message) {
        String property = escaped(title).replace(":", "%3A").replace(",", "%2C");
        return "::" + kind + " title=" + property + "::" + escaped(message);
    }

    private static String escaped(String text) {
        return inert(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"));
    }

    /** A line in which the runner finds no command: it looks for its older form anywhere in a line, and so in what a cluster says, too. */
    public static String inert(String line) {
        return Redaction.oneLine(line.replace("##[", "## ["));
    }

    /** One block of HTML. GitHub looks for no Markdown inside one, so names need no further escaping. */
    static String summary(Story story) {
        Markup html = new Markup();
        html.leaf("h3", (story.success() ? "✅ " : "❌ ") + story.title() + (story.code().isEmpty() ? "" : ": " + story.code())).line();
        html.leaf("p", story.summary()).line();
        html.open("table").line();
        for (Fact fact : story.facts()) {
            html.open("tr").leaf("td", fact.label()).leaf("td", fact.value()).close("tr").line();
        }
        html.close("table").line();
        for (Cause cause : story.causes()) {
            html.open("p").leaf("code", cause.code()).text(" (" + cause.kind() + ") " + cause.sentence());
            if (!cause.remedy().isEmpty()) {
                html.empty("br").leaf("b", "do:").text(" " + cause.remedy());
            }
            if (!cause.who().isEmpty()) {
                html.empty("br").leaf("b", "who:").text(" " + cause.who());
            }
            html.close("p").line();
        }
        story.tables().stream().filter(table -> !table.folded()).forEach(table -> table(html, table));
        return html.toString();
    }

    private static void table(Markup html, Table table) {
        html.open("details").leaf("summary", table.title()).open("table").open("tr");
        table.headers().forEach(header -> html.leaf("th", header));
        html.close("tr").line();
        for (Row row : table.rows().stream().limit(ROWS).toList()) {
            html.open("tr");
            row.cells().forEach(cell -> html.leaf("td", cell));
            html.close("tr").line();
        }
        html.close("table");
        int more = table.leftOut() + Math.max(0, table.rows().size() - ROWS);
        if (more > 0) {
            html.leaf("p", "and " + more + " more");
        }
        html.close("details").line();
    }
}

package io.jenkins.plugins.prepullgate.report;

import io.jenkins.plugins.prepullgate.report.Story.Cause;
import io.jenkins.plugins.prepullgate.report.Story.Fact;
import io.jenkins.plugins.prepullgate.report.Story.Row;
import io.jenkins.plugins.prepullgate.report.Story.Table;
import io.jenkins.plugins.prepullgate.report.Timeline.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * A story as a piece of HTML, for a page of its own or within another one. Has neither scripts nor styles of its own: its looks are those of {@code
 * report.css}, what can be folded is folded by the browser, and {@code report.js} lets tables be sorted where the page has it.
 */
public final class StoryHtml {
    private final Story story;
    private final Markup html = new Markup();

    private StoryHtml(Story story) {
        this.story = story;
    }

    /** The piece, which goes into a page that has the style sheet; every text in it is escaped. */
    public static String of(Story story) {
        return new StoryHtml(story).write();
    }

    private String write() {
        html.open("div", "class", "pg-story").line();
        head();
        causes("What is wrong", story.causes());
        if (story.timeline() != null) {
            timeline(story.timeline());
        }
        story.tables().forEach(this::table);
        causes("Good to know", story.notes());
        return html.close("div").line().toString();
    }

    private void head() {
        Tone tone = story.success() ? Tone.GOOD : Tone.BAD;
        html.open("section", "class", "pg-head " + tone.css(), "aria-label", "Result");
        html.open("p", "class", "pg-verdict-line");
        html.leaf("strong", story.success() ? "✔ Passed" : "✖ Failed", "class", "pg-badge " + tone.css());
        if (!story.code().isEmpty()) {
            html.text(" ").leaf("code", story.code());
        }
        html.close("p");
        html.leaf("p", story.summary(), "class", "pg-summary");
        html.open("dl", "class", "pg-facts");
        for (Fact fact : story.facts()) {
            html.open("div").leaf("dt", fact.label()).leaf("dd", fact.value()).close("div");
        }
        html.close("dl").close("section").line();
    }

    private void causes(String title, List<Cause> causes) {
        if (causes.isEmpty()) {
            return;
        }
        html.open("section").leaf("h2", title);
        for (Cause cause : causes) {
            html.open("article", "class", "pg-cause " + cause.tone().css());
            html.open("h3").leaf("code", cause.code()).text(" ").leaf("span", cause.kind(), "class", "pg-kind").close("h3");
            html.leaf("p", cause.sentence());
            if (!cause.remedy().isEmpty()) {
                html.open("p", "class", "pg-do").leaf("strong", "Do:").text(" " + cause.remedy()).close("p");
            }
            if (!cause.who().isEmpty()) {
                html.open("p", "class", "pg-who").leaf("strong", "Who:").text(" " + cause.who()).close("p");
            }
            evidence(cause);
            html.close("article").line();
        }
        html.close("section").line();
    }

    private void evidence(Cause cause) {
        if (!cause.evidence().isEmpty()) {
            boolean shown = cause.tone() == Tone.BAD;
            html.open("details", "open", shown ? "open" : null).leaf("summary", "Evidence: " + Words.count(cause.evidence().size(), "fact"))
                    .open("ul");
            cause.evidence().forEach(fact -> html.leaf("li", fact));
            html.close("ul").close("details");
        }
    }

    private void timeline(Timeline timeline) {
        html.open("section").leaf("h2", "Timeline");
        // Without a node there is nothing to look at; the words remain.
        if (!timeline.lanes().isEmpty()) {
            String picture = TimelineSvg.of(timeline);
            html.open("figure").open("div", "class", "pg-scroll", "tabindex", "0", "role", "region", "aria-label", "Timeline, scrolls sideways");
            html.markup(picture).close("div").line();
            TimelineLegend.write(html, timeline, picture);
            html.close("figure").line();
        }
        events(timeline);
        html.close("section").line();
    }

    /** The timeline in words. */
    private void events(Timeline timeline) {
        List<Row> rows = new ArrayList<>();
        for (Event event : timeline.events()) {
            rows.add(new Row(event.tone(), List.of("+" + TimelineSvg.span(event.at()), event.code().isEmpty() ? "-" : event.code(), event.text())));
        }
        String ended = story.code().isEmpty() ? "complete" : story.code();
        rows.add(new Row(story.success() ? Tone.GOOD : Tone.BAD, List.of("+" + TimelineSvg.span(timeline.end()), ended, "the wait ended: "
                + story.summary())));
        table(new Table("What happened when", List.of("after", "code", "what"), rows, false, 0));
    }

    private void table(Table table) {
        boolean node = table.headers().get(0).equals("node");
        html.open(table.folded() ? "details" : "section", "class", "pg-part");
        html.leaf(table.folded() ? "summary" : "h2", table.title());
        html.open("div", "class", "pg-scroll").open("table", "class", table.rows().size() > 1 ? "pg-table pg-sortable" : "pg-table");
        html.leaf("caption", table.title()).open("thead").open("tr");
        table.headers().forEach(header -> html.leaf("th", header, "scope", "col"));
        html.close("tr").close("thead").open("tbody").line();
        for (Row row : table.rows()) {
            html.open("tr");
            for (int i = 0; i < row.cells().size(); i++) {
                String cell = row.cells().get(i);
                if (i == 0) {
                    html.leaf("th", cell, "scope", "row", "class", node ? "pg-node" : null);
                } else if (i == 1 && row.cells().size() > 2) {
                    html.open("td").leaf("span", cell, "class", "pg-pill " + row.tone().css()).close("td");
                } else {
                    html.leaf("td", cell);
                }
            }
            html.close("tr").line();
        }
        html.close("tbody").close("table").close("div");
        if (table.leftOut() > 0) {
            html.leaf("p", "and " + table.leftOut() + " more", "class", "pg-more");
        }
        html.close(table.folded() ? "details" : "section").line();
    }
}

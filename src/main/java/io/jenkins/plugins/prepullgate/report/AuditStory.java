package io.jenkins.plugins.prepullgate.report;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.hub.HubResult;
import io.jenkins.plugins.prepullgate.report.Story.Cause;
import io.jenkins.plugins.prepullgate.report.Story.Fact;
import io.jenkins.plugins.prepullgate.report.Story.Row;
import io.jenkins.plugins.prepullgate.report.Story.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Results without a course in time as a page tells them: an audit, and work with a hub. */
public final class AuditStory {
    private AuditStory() {}

    /** @param limit how many rows a table may have at most */
    public static Story of(AuditResult result, int limit) {
        List<Fact> facts = new ArrayList<>(List.of(
                new Fact("nodes", Integer.toString(result.nodes().size())),
                new Fact("control plane", Integer.toString(result.controlPlane().size())),
                new Fact("at", Words.dayAndTime(result.at()))));
        if (!result.reference().isEmpty()) {
            facts.add(new Fact("compared with", result.reference()));
        }
        List<Table> tables = new ArrayList<>();
        List<Row> nodes = result.controlPlane().stream()
                .map(node -> new Row(Tone.PLAIN, List.of(node.name(), AuditReport.state(node, result.at()))))
                .toList();
        tables.add(Table.of("Control-plane nodes: " + nodes.size(), List.of("node", "as it was found"), nodes, false, limit));
        if (!result.comparison().isEmpty()) {
            List<Row> rows = result.comparison().stream()
                    .map(d -> new Row(d.differs() ? Tone.BAD : Tone.PLAIN,
                            List.of(d.what(), d.differs() ? "differs" : "the same", d.here(), d.there())))
                    .toList();
            tables.add(Table.of("Both clusters", List.of("what", "result", result.cluster(), result.reference()), rows, false, limit));
        }
        String code = result.code().map(FindingCode::name).orElse("");
        String title = "Audit of cluster " + result.cluster();
        return story(title, result.passed(), code, AuditReport.verdict(result), result.summary(), facts, result.findings(), result.at(), tables);
    }

    public static Story of(HubResult result) {
        List<Fact> facts = List.of(new Fact("hub", result.hub()), new Fact("at", Words.dayAndTime(result.at())));
        List<Row> details = result.details().stream().map(line -> new Row(Tone.PLAIN, List.of(line.strip()))).toList();
        List<Table> tables = details.isEmpty() ? List.of() : List.of(new Table("Details", List.of("what was found"), details, false, 0));
        String code = result.code().map(FindingCode::name).orElse("");
        String title = "Hub " + result.job();
        return story(title, result.passed(), code, HubReport.verdict(result), result.summary(), facts, result.findings(), result.at(), tables);
    }

    private static Story story(
            String title, boolean success, String code, String verdict, String summary, List<Fact> facts, List<Finding> findings, Instant at,
                    List<Table> tables) {
        List<Cause> causes = new ArrayList<>();
        List<Cause> notes = new ArrayList<>();
        findings.forEach(f -> (f.effective() == FindingClass.INFO ? notes : causes).add(Cause.of(f, Set.of(), at)));
        return new Story(title, success, code, verdict, summary, facts, causes, notes, null, tables);
    }
}

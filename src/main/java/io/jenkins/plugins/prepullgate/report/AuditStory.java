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

/** Results that are of one moment, as a page tells them: those of an audit, and of a job on a hub. */
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
        List<Cause> causes = told(result.findings(), false, result.at());
        List<Cause> notes = told(result.findings(), true, result.at());
        return new Story(title, result.passed(), code, AuditReport.verdict(result), result.summary(), facts, causes, notes, null, tables);
    }

    public static Story of(HubResult result) {
        List<Fact> facts = List.of(new Fact("hub", result.hub()), new Fact("at", Words.dayAndTime(result.at())));
        List<Row> details = result.details().stream().map(line -> new Row(Tone.PLAIN, List.of(line.strip()))).toList();
        List<Table> tables = details.isEmpty() ? List.of() : List.of(new Table("Details", List.of("what was found"), details, false, 0));
        String code = result.code().map(FindingCode::name).orElse("");
        String title = "Hub " + result.job();
        List<Cause> causes = told(result.findings(), false, result.at());
        List<Cause> notes = told(result.findings(), true, result.at());
        return new Story(title, result.passed(), code, HubReport.verdict(result), result.summary(), facts, causes, notes, null, tables);
    }

    /** @param information whether those that only inform, or all others */
    private static List<Cause> told(List<Finding> findings, boolean information, Instant at) {
        return findings.stream()
                .filter(f -> information == (f.effective() == FindingClass.INFO))
                .map(f -> Cause.of(f, Set.of(), at))
                .toList();
    }
}

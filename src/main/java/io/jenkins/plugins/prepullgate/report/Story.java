package io.jenkins.plugins.prepullgate.report;

import io.jenkins.plugins.prepullgate.findings.Blame;
import io.jenkins.plugins.prepullgate.findings.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A result as a page tells it: everything is in words already, and no longer than a page may be. The HTML report, the summary of a build and
 * annotations are all made from this.
 *
 * @param title what was done, and where
 * @param success whether all is well
 * @param code the stable code of what failed; empty after success
 * @param verdict the stable last line of the diagnosis
 * @param summary one sentence
 * @param facts the numbers that matter, each with a label
 * @param causes what is wrong, gravest first
 * @param notes what is good to know besides
 * @param timeline the picture; null when there is none
 * @param tables further details
 */
public record Story(
        String title,
        boolean success,
        String code,
        String verdict,
        String summary,
        List<Fact> facts,
        List<Cause> causes,
        List<Cause> notes,
        Timeline timeline,
        List<Table> tables) {
    public Story {
        facts = List.copyOf(facts);
        causes = List.copyOf(causes);
        notes = List.copyOf(notes);
        tables = List.copyOf(tables);
    }

    /** A label and its value. */
    public record Fact(String label, String value) {}

    /**
     * A finding in words.
     *
     * @param kind how long waiting can help
     * @param sentence what is wrong and where
     * @param nodes all of those concerned
     * @param evidence one line per fact
     * @param remedy what to do; may be empty
     * @param who has to do it; empty for nobody
     */
    public record Cause(
            String code, String kind, Tone tone, String sentence, List<String> nodes, List<String> evidence, String remedy, String who) {
        public Cause {
            nodes = List.copyOf(nodes);
            evidence = List.copyOf(evidence);
        }

        static Cause of(Finding finding, Set<String> expected, Instant now) {
            return new Cause(
                    finding.code().name(),
                    finding.effective().words(),
                    Tone.of(finding.effective()),
                    FindingText.sentence(finding, expected),
                    finding.nodes(),
                    FindingText.facts(finding.evidence(), now),
                    finding.remedy(),
                    finding.blame() == Blame.NOBODY ? "" : finding.blame().words());
        }
    }

    /**
     * Rows under headers.
     *
     * @param folded whether it is shown only when asked for
     * @param leftOut how many further rows there would be
     */
    public record Table(String title, List<String> headers, List<Row> rows, boolean folded, int leftOut) {
        public Table {
            headers = List.copyOf(headers);
            rows = List.copyOf(rows);
        }

        /** A table of at most {@code limit} rows. */
        static Table of(String title, List<String> headers, List<Row> rows, boolean folded, int limit) {
            int shown = Math.min(limit, rows.size());
            return new Table(title, headers, rows.subList(0, shown), folded, rows.size() - shown);
        }
    }

    /** @param tone of the second cell */
    public record Row(Tone tone, List<String> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }
}

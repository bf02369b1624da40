package io.jenkins.plugins.prepullgate.standalone.live;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.report.FindingText;
import io.jenkins.plugins.prepullgate.report.ProgressLine;
import io.jenkins.plugins.prepullgate.report.ProgressLog;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.Tally;
import io.jenkins.plugins.prepullgate.rollout.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The picture of a wait at one moment, as lines that fit a terminal. A pure function. */
final class Frame {
    private static final int WIDEST_BAR = 40;
    private static final int LINES_OF_A_FINDING = 3;

    private Frame() {}

    /**
     * Fewer lines than the terminal has rows, each narrower than its columns, so that nothing scrolls or wraps by itself.
     *
     * @param title where the wait looks, such as namespace and cluster
     * @param now the newest assessment; null before the first
     * @param at the moment that is shown
     */
    static List<Line> of(String title, Assessment now, WaitSpec spec, Instant at, Size size) {
        int width = Math.max(1, size.columns() - 1);
        int height = Math.max(1, size.rows() - 1);
        List<Line> lines = new ArrayList<>(head(title, now, spec, at, width));
        if (now != null) {
            int room = height - lines.size() - 1;
            List<Line> findings = findings(now, width, Math.max(0, Math.min(room / 2, room - 1 - NodeTable.SHORTEST)));
            List<Line> table = NodeTable.lines(now, at, width, findings.isEmpty() ? room : room - 1 - findings.size());
            addBlock(lines, table);
            addBlock(lines, findings);
        }
        return lines.size() <= height ? lines : lines.subList(0, height);
    }

    private static void addBlock(List<Line> lines, List<Line> block) {
        if (!block.isEmpty()) {
            lines.add(Line.EMPTY);
            lines.addAll(block);
        }
    }

    private static List<Line> head(String title, Assessment now, WaitSpec spec, Instant at, int width) {
        String puller = now == null || now.puller() == null ? "" : now.puller().ref() + "  ";
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(Ink.BOLD, puller).plus(Ink.DIM, title).cut(width));
        int bar = Math.min(WIDEST_BAR, Math.max(3, width - 9));
        if (now != null && now.puller() != null) {
            Tally tally = now.tally();
            lines.add(labelled("nodes", Bar.of(Ink.GOOD, tally.ready(), tally.expected(), bar), width));
        }
        long passed = Duration.between(spec.startedAt(), at).toMillis();
        long budget = spec.budget().toMillis();
        lines.add(labelled("budget", Bar.of(passed * 4 > budget * 3 ? Ink.WARN : Ink.PLAIN, passed, budget, bar), width));
        String standing = now == null ? "reading the cluster" : ProgressLine.of(now, spec, at);
        Ink ink = now != null && now.verdict() instanceof Verdict.Undetermined ? Ink.WARN : Ink.PLAIN;
        Cells.wrapped(Cells.safe(standing), width, 2).forEach(line -> lines.add(Line.of(ink, line)));
        return lines;
    }

    private static Line labelled(String label, Line bar, int width) {
        List<Line.Piece> pieces = new ArrayList<>(Line.of(Ink.DIM, Cells.padded(label, 8)).pieces());
        pieces.addAll(bar.pieces());
        return new Line(pieces).cut(width);
    }

    /** The gravest first, as in the assessment; the first one comes with its remedy. */
    private static List<Line> findings(Assessment now, int width, int most) {
        List<Finding> telling = now.findings().stream().filter(f -> f.effective() != FindingClass.INFO).toList();
        List<Line> lines = new ArrayList<>();
        for (Finding finding : telling) {
            Ink ink = finding.permanent() ? Ink.BAD : Ink.WARN;
            Cells.wrapped(Cells.safe(FindingText.headline(finding, ProgressLog.expected(now))), width, LINES_OF_A_FINDING)
                    .forEach(line -> lines.add(Line.of(ink, line)));
            if (finding == telling.get(0) && !finding.remedy().isEmpty()) {
                Cells.wrapped(Cells.safe("  do: " + finding.remedy()), width, 2).forEach(line -> lines.add(Line.of(Ink.PLAIN, line)));
            }
        }
        return lines.size() <= most ? lines : lines.subList(0, most);
    }
}

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
    /** A text with less room than this is not indented. */
    private static final int NARROWEST_TEXT = 30;

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
            lines.addAll(hanging(ink, "", FindingText.headline(finding, ProgressLog.expected(now)), width, LINES_OF_A_FINDING));
            if (finding == telling.get(0) && !finding.remedy().isEmpty()) {
                lines.addAll(hanging(Ink.PLAIN, "  do: ", finding.remedy(), width, 2));
            }
        }
        return lines.size() <= most ? lines : lines.subList(0, most);
    }

    /** A text whose further lines are indented, so that it is seen where the next one begins. */
    private static List<Line> hanging(Ink ink, String label, String text, int width, int most) {
        String indent = " ".repeat(Math.max(2, label.length()));
        int room = width - indent.length();
        if (room < NARROWEST_TEXT) {
            return Cells.wrapped(Cells.safe(label + text), width, most).stream().map(line -> Line.of(ink, line)).toList();
        }
        List<Line> lines = new ArrayList<>();
        // The first line begins further left than the others: it is wrapped for itself.
        String safe = Cells.safe(text);
        String first = Cells.wrapped(safe, width - label.length(), 2).get(0);
        String rest = safe.substring(first.length()).stripLeading();
        lines.add(Line.of(ink, label + first));
        if (!rest.isEmpty()) {
            Cells.wrapped(rest, room, most - 1).forEach(line -> lines.add(Line.of(ink, indent + line)));
        }
        return lines;
    }
}

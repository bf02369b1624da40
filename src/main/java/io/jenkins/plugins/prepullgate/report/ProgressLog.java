package io.jenkins.plugins.prepullgate.report;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.WaitListener;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.NodeProgress;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import io.jenkins.plugins.prepullgate.rollout.PullerGeneration;
import io.jenkins.plugins.prepullgate.rollout.Redaction;
import io.jenkins.plugins.prepullgate.rollout.Verdict;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells of a wait in lines: one per change worth telling, a heartbeat when nothing changes, the diagnosis at the end. However large the
 * cluster, only a burst of lines comes at once; what is held back is part of the next line.
 */
public final class ProgressLog implements WaitListener {
    /** What every line begins with, so that it can be found in a long build log. */
    public static final String PREFIX = "[prepull] ";

    /** So many findings are told as they appear; the diagnosis has them all. */
    private static final int FINDINGS_AT_ONCE = 3;

    private static final int FINDINGS_AT_ALL = 30;
    /** Information that a node's own state already carries. */
    private static final Set<FindingCode> TOLD_BY_ROWS = EnumSet.of(
            FindingCode.PULL_IN_PROGRESS,
            FindingCode.PULL_QUEUED,
            FindingCode.NODE_EXCLUDED_TAINT,
            FindingCode.NODE_EXCLUDED_SELECTOR,
            FindingCode.NODE_SHUTDOWN,
            FindingCode.PARTIAL_ACCEPTED,
            FindingCode.SKIPPED_UNCHANGED);

    private record Told(FindingCode code, FindingClass effective, String summary) {}

    private final WaitSpec spec;
    private final Consumer<String> lines;
    private final LinePace pace = new LinePace();
    private final Set<Told> told = new HashSet<>();
    /** What the last line told of; null before the cluster could be read. */
    private Assessment shown;

    private boolean reading;

    /**
     * @param spec the wait's own
     * @param lines takes each line, with its prefix and without a line end; called as the wait calls its listener
     */
    public ProgressLog(WaitSpec spec, Consumer<String> lines) {
        this.spec = spec;
        this.lines = lines;
    }

    @Override
    public void changed(Assessment before, Assessment now) {
        if (shown == null && now.verdict() instanceof Verdict.Undetermined && !now.verdict().terminal()) {
            if (!reading) {
                print("reading the cluster");
            }
            reading = true;
            return;
        }
        boolean another = now.puller() != null && (shown == null || shown.puller() == null || !shown.puller().uid().equals(now.puller().uid()));
        boolean turned = shown == null || shown.verdict().getClass() != now.verdict().getClass();
        List<Finding> fresh = now.verdict().terminal() ? List.of() : fresh(now);
        boolean important = another || turned || !fresh.isEmpty();
        if (!pace.take(now.at()) && !important) {
            return;
        }
        if (another) {
            print(puller(now));
        }
        String changes = Happenings.between(shown, now);
        if (another || turned || !changes.isEmpty() || fresh.isEmpty()) {
            print(ProgressLine.of(now, spec, now.at()) + (changes.isEmpty() ? "" : " | " + changes));
        }
        fresh.forEach(f -> print(FindingText.headline(f, expected(now))));
        shown = now;
    }

    @Override
    public void heartbeat(Assessment now) {
        String changes = Happenings.between(shown, now);
        print(ProgressLine.of(now, spec, now.at()) + (changes.isEmpty() ? slowest(now) : " | " + changes));
        shown = shown == null && now.verdict() instanceof Verdict.Undetermined ? null : now;
    }

    @Override
    public void finished(WaitResult result) {
        Diagnosis.lines(result).forEach(this::print);
    }

    private static String puller(Assessment now) {
        String what = PullerGeneration.of(now.puller()).map(g -> " (" + g.words() + ")").orElse("");
        int images = (int) now.puller().template().inPullOrder().stream().map(c -> c.image()).distinct().count();
        return "found " + now.puller().ref() + what + ": " + Words.count(images, "image") + "; nodes expected by rule " + now.rule();
    }

    /** Findings that have not been told, in a number that can be read. */
    private List<Finding> fresh(Assessment now) {
        List<Finding> fresh = now.findings().stream()
                .filter(f -> !toldOtherwise(f))
                .filter(f -> !told.contains(told(f)))
                .limit(Math.min(FINDINGS_AT_ONCE, FINDINGS_AT_ALL - told.size()))
                .toList();
        fresh.forEach(f -> told.add(told(f)));
        return fresh;
    }

    /** By the nodes' own states, or, as long as there is no puller, by the verdict. */
    private static boolean toldOtherwise(Finding finding) {
        return finding.effective() == FindingClass.INFO && TOLD_BY_ROWS.contains(finding.code())
                || finding.effective() == FindingClass.CONDITIONAL && finding.code() == FindingCode.DS_NOT_FOUND;
    }

    private static Told told(Finding finding) {
        return new Told(finding.code(), finding.effective(), finding.summary());
    }

    /** Who is waited for longest, which is what a reader of a quiet log wants to know. */
    private static String slowest(Assessment now) {
        return now.missing().stream()
                .filter(row -> row.since() != null && row.state() != NodeState.LOST)
                .min(Comparator.comparing(NodeProgress::since))
                .map(row -> " | longest: " + row.node() + " " + Happenings.words(row) + ", for " + NotReadyTable.age(row, now.at()))
                .orElse("");
    }

    static Set<String> expected(Assessment now) {
        Set<String> names = new HashSet<>();
        now.rows().stream().filter(NodeProgress::expected).forEach(row -> names.add(row.node()));
        return names;
    }

    private void print(String line) {
        lines.accept(PREFIX + Redaction.oneLine(line));
    }
}

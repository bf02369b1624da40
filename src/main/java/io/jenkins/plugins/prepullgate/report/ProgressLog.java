package io.jenkins.plugins.prepullgate.report;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.gate.WaitListener;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.Bytes;
import io.jenkins.plugins.prepullgate.rollout.Names;
import io.jenkins.plugins.prepullgate.rollout.NodeProgress;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import io.jenkins.plugins.prepullgate.rollout.PullerGeneration;
import io.jenkins.plugins.prepullgate.rollout.Redaction;
import io.jenkins.plugins.prepullgate.rollout.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells of a wait in lines: one per change worth telling, a heartbeat when nothing changes, the diagnosis at the end. However large the
 * cluster is, only so many lines come at once; what is held back becomes part of the next line.
 */
public final class ProgressLog implements WaitListener {
    /** Begins every line, so that it can be found in a long build log. */
    public static final String PREFIX = "[prepull] ";

    private static final Duration WORTH_A_WORD = Duration.ofSeconds(1);

    private final WaitSpec spec;
    private final Consumer<String> lines;
    private final LinePace pace = new LinePace();
    private final FreshFindings findings = new FreshFindings();
    /** What the last line told of; null before the cluster could be read. */
    private Assessment shown;

    private boolean reading;
    /** Whether the first look at the cluster, or at a puller that has just come, is still going on. */
    private boolean arriving;
    /** Since when the cluster cannot be seen; null while it can. */
    private Instant blindSince;
    /** The uid of the puller that was named last; empty for none. */
    private String named = "";
    /** The uid of the puller whose evidence has been written down before helm deletes it; empty for none. */
    private String kept = "";

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
        boolean another = now.puller() != null && !now.puller().uid().equals(named);
        if (blind(now) && (shown == null || another || arriving)) {
            // The first look takes a moment, be it at the cluster or at the pods of a puller that has just come: that is no failure to see.
            if (shown == null || another) {
                read(another && shown != null, now);
            }
            arriving = true;
            return;
        }
        arriving = false;
        boolean turned = shown == null || shown.verdict().getClass() != now.verdict().getClass();
        List<Finding> fresh = now.verdict().terminal() ? List.of() : findings.of(now);
        boolean evidence = !now.verdict().terminal() && helmIsAboutToGiveUp(now);
        boolean important = another || turned || evidence || !fresh.isEmpty();
        if (!pace.take(now.at()) && !important) {
            return;
        }
        sight(now);
        if (another) {
            name(now);
        }
        String changes = Happenings.between(shown, now);
        if (another || turned || evidence || !changes.isEmpty() || fresh.isEmpty()) {
            print(ProgressLine.of(now, spec, now.at()) + (changes.isEmpty() ? "" : " | " + changes));
        }
        if (evidence) {
            Diagnosis.evidence(now).forEach(this::print);
        } else {
            fresh.forEach(f -> print(FindingText.headline(f, expected(now))));
        }
        shown = now;
    }

    /** Says so when a cluster that could not be seen is seen again: the lines that follow tell what has happened meanwhile. */
    private void sight(Assessment now) {
        if (blind(now)) {
            blindSince = blindSince == null ? now.at() : blindSince;
            return;
        }
        if (blindSince != null && !(now.verdict() instanceof Verdict.Undetermined) && blindSince.plus(WORTH_A_WORD).isBefore(now.at())) {
            print("the cluster is seen again, after " + Durations.words(Duration.between(blindSince, now.at())));
        }
        blindSince = null;
    }

    /** Whether helm is about to delete the puller, and with it all evidence, and this has not been told yet. True once per puller. */
    private boolean helmIsAboutToGiveUp(Assessment now) {
        boolean near = now.puller() != null && now.findings().stream().anyMatch(f -> f.code() == FindingCode.HELM_TIMEOUT_NEAR);
        if (!near || now.puller().uid().equals(kept)) {
            return false;
        }
        kept = now.puller().uid();
        return true;
    }

    @Override
    public void heartbeat(Assessment now) {
        String changes = Happenings.between(shown, now);
        print(ProgressLine.of(now, spec, now.at()) + (changes.isEmpty() ? waitedFor(now) : " | " + changes));
        shown = shown == null && blind(now) ? null : now;
    }

    @Override
    public void finished(WaitResult result) {
        Diagnosis.lines(result).forEach(this::print);
    }

    private static boolean blind(Assessment now) {
        return now.verdict() instanceof Verdict.Undetermined && !now.verdict().terminal();
    }

    private void read(boolean puller, Assessment now) {
        if (puller) {
            name(now);
        } else if (!reading) {
            print("reading the cluster");
            reading = true;
        }
    }

    private void name(Assessment now) {
        named = now.puller().uid();
        print(puller(now));
    }

    private static String puller(Assessment now) {
        String what = PullerGeneration.of(now.puller()).map(g -> " (" + g.words() + ")").orElse("");
        int images = (int) now.puller().template().inPullOrder().stream().map(c -> c.image()).distinct().count();
        return "found " + now.puller().ref() + what + ": " + Words.count(images, "image") + "; nodes expected by rule " + now.rule();
    }

    /** Which nodes are lost, and which one has been waited for longest: what a reader of a quiet log wants to know. */
    private static String waitedFor(Assessment now) {
        List<String> lost = now.missing().stream().filter(row -> row.state() == NodeState.LOST).map(NodeProgress::node).toList();
        Stream<String> gone = lost.isEmpty() ? Stream.empty() : Stream.of("lost: " + Names.of(lost));
        Stream<String> longest = now.missing().stream()
                .filter(row -> row.since() != null && row.state() != NodeState.LOST)
                .min(Comparator.comparing(NodeProgress::since))
                .map(row -> "longest: " + row.node() + " " + Happenings.words(row) + ", for " + NotReadyTable.age(row, now.at()) + rate(row))
                .stream();
        return Stream.concat(gone, longest).map(" | "::concat).collect(Collectors.joining());
    }

    private static String rate(NodeProgress row) {
        boolean known = row.state() == NodeState.PULLING && !row.pull().queued() && row.pull().rate() > 0;
        return known ? " (so far about " + Bytes.words(row.pull().rate()) + "/s)" : "";
    }

    /** Names of the nodes that are waited for. */
    public static Set<String> expected(Assessment now) {
        Set<String> names = new HashSet<>();
        now.rows().stream().filter(NodeProgress::expected).forEach(row -> names.add(row.node()));
        return names;
    }

    private void print(String line) {
        lines.accept(PREFIX + Redaction.oneLine(line));
    }
}

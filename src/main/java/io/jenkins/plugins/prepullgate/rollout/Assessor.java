package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Says what a view means. A pure function: no clock, no log, no exception for any view; the same input gives the same answer, live or
 * replayed.
 */
public final class Assessor {
    /** A checksum is also written by an upgrade with {@code --no-hooks} or with the hook disabled, when nothing was pulled at all. */
    private static final String UNSEEN =
            "nothing was pulled, and a checksum does not say that the nodes have the images: the continuous puller does "
                    + "(wait for it: puller continuous)";

    private Assessor() {}

    /**
     * Judges a view.
     *
     * @param memory what the last assessment of the same wait handed over, or {@link Memory#startingAt}
     * @param now the time; findings ripen with it
     */
    public static Assessment assess(RolloutView view, Policy policy, Memory memory, Instant now) {
        return assess(view, policy, memory, new Known(), now);
    }

    /** Judges a view the same, and faster after others of its wait: what follows from a fact that has not changed is not worked out again. */
    public static Assessment assess(RolloutView view, Policy policy, Memory memory, Known known, Instant now) {
        return assess(view, policy, memory, known, now, false);
    }

    /**
     * Judges a view for the last time, at the end of the budget: nodes that the policy tolerates are let go even if they are only slow.
     */
    public static Assessment assessAtDeadline(RolloutView view, Policy policy, Memory memory, Instant now) {
        return assess(view, policy, memory, new Known(), now, true);
    }

    private static Assessment assess(RolloutView seen, Policy policy, Memory earlier, Known known, Instant now, boolean last) {
        AtStart atStart = earlier.atStart().seen(seen, earlier.startedAt());
        RolloutView view = atStart.rest(seen);
        Memory before = earlier.with(atStart);
        DaemonSetFacts puller = PullerChoice.of(view);
        Memory memory = puller == null || puller.uid().equals(before.pullerUid()) ? before : before.forPuller(puller.uid(), now);
        synchronized (known.sight()) {
            Scene scene = new Scene(view, puller, policy, memory, known.sight().show(view, puller), now);
            Rows rows = known.standings().look(scene, earlier);
            Assessment assessment = assess(scene, rows, last);
            known.standings().hand(assessment.memory());
            return assessment;
        }
    }

    private static Assessment assess(Scene scene, Rows rows, boolean last) {
        List<Sign> signs = new ArrayList<>();
        rows.symptoms(signs::add);
        Detector.ALL.forEach(detector -> detector.look(scene, rows, symptom -> signs.add(symptom.sign())));
        Judgement judgement = Judge.of(scene, rows, signs);
        boolean countersAlone = scene.puller != null && scene.view.forbidden(Source.PODS) && scene.view.forbidden(Source.NODES);
        Tally tally = countersAlone ? Tally.ofCounters(scene.puller.status()) : rows.tally();
        Revisit revisit = new Revisit(scene.now);
        Ruling ruling = new Ruling(scene, rows, judgement, revisit);
        Verdict verdict = ruling.verdict(tally);
        if (last && !verdict.terminal()) {
            Verdict accepted = verdict instanceof Verdict.Progressing ? ruling.atDeadline(tally) : null;
            verdict = accepted == null ? verdict : accepted;
        }
        Memory next = Recollection.of(scene, rows, judgement);
        if (judgement.revisitAt() != null) {
            revisit.before(judgement.revisitAt());
        }
        if (scene.policy.stallAfter() != null) {
            revisit.before(next.progressAt().plus(scene.policy.stallAfter()));
        }
        List<NodeProgress> shown = rows.shown(scene, judgement.troubled());
        Duration eta = Eta.longest(shown);
        List<Finding> findings = verdict instanceof Verdict.Complete
                ? withAcceptance(judgement.findings(), verdict, tally, shown)
                : judgement.findings();
        return new Assessment(scene.now, scene.puller, scene.rule.parameter(), verdict, tally, shown, findings, eta, revisit.at(), next);
    }

    /** Says of a success that not every node took part in it, or that nothing had to be pulled. */
    private static List<Finding> withAcceptance(List<Finding> findings, Verdict verdict, Tally tally, List<NodeProgress> rows) {
        if (rows.isEmpty() && tally.expected() == 0) {
            List<Finding> others = findings.stream().filter(f -> f.code() != FindingCode.DS_NOT_FOUND).toList();
            return append(others, skipped(verdict.why()));
        }
        if (tally.missing() == 0) {
            return findings;
        }
        List<String> missing = rows.stream().filter(NodeProgress::missing).map(NodeProgress::node).toList();
        return append(findings, new Finding(FindingCode.PARTIAL_ACCEPTED, FindingClass.INFO, verdict.why(), missing, List.of(), List.of(), ""));
    }

    static Finding skipped(String why) {
        return new Finding(FindingCode.SKIPPED_UNCHANGED, FindingClass.INFO, why, List.of(), List.of(), List.of(), UNSEEN);
    }

    private static List<Finding> append(List<Finding> findings, Finding last) {
        return Stream.concat(findings.stream(), Stream.of(last)).toList();
    }
}

package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a view means at one moment.
 *
 * @param at the moment
 * @param puller the DaemonSet that was judged; null when there is none
 * @param rule words for which nodes are expected
 * @param verdict never null
 * @param tally counts of nodes
 * @param rows one per node, by name; empty when neither nodes nor pods can be seen
 * @param findings gravest first
 * @param eta how long it will still take; null while there is no ground for a number
 * @param revisitAt when the verdict could change though nothing happens; null when it cannot
 * @param memory to hand to the next assessment
 */
public record Assessment(
        Instant at,
        DaemonSetFacts puller,
        String rule,
        Verdict verdict,
        Tally tally,
        List<NodeProgress> rows,
        List<Finding> findings,
        Duration eta,
        Instant revisitAt,
        Memory memory) {
    public Assessment {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(tally, "tally");
        rows = List.copyOf(rows);
        findings = List.copyOf(findings);
        Objects.requireNonNull(memory, "memory");
    }

    /** What there is to say where it is known beforehand that no puller will come, and none is missed. */
    public static Assessment skipped(Instant at, String why) {
        return unbegun(at, new Verdict.Complete(why), Assessor.skipped(why));
    }

    /** What there is to say where something stands in the way before anything is begun. */
    public static Assessment refused(Instant at, Finding why) {
        return unbegun(at, new Verdict.Doomed(why.code(), why.summary()), why);
    }

    private static Assessment unbegun(Instant at, Verdict verdict, Finding why) {
        return new Assessment(at, null, "", verdict, new Tally(0, 0, Map.of()), List.of(), List.of(why), null, null, Memory.startingAt(at));
    }

    /** The finding that decided a doomed verdict, otherwise the gravest one; empty when there is none. */
    public Optional<Finding> leading() {
        Stream<Finding> deciding = verdict instanceof Verdict.Doomed doomed
                ? findings.stream().filter(f -> f.code() == doomed.code())
                : findings.stream();
        return deciding.findFirst();
    }

    /** Rows that are waited for and not ready. */
    public List<NodeProgress> missing() {
        return rows.stream().filter(NodeProgress::missing).toList();
    }
}

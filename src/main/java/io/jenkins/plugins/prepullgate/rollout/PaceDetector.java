package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Pulls that go on: long ones, slow ones, and those that show no progress for far longer than they should take. Those that wait are {@link
 * QueueDetector}'s.
 */
final class PaceDetector implements Detector {
    /** A pull that lasts longer is worth a word. */
    private static final Duration LONG = Duration.ofMinutes(1);
    /** A pull may be this slow without being called stalled, unless the caller's probation is shorter. */
    private static final Duration SLOW = Duration.ofMinutes(10);
    /** Nodes differ: half or double the time of others is nothing. */
    static final int TIMES_EXPECTED = 3;

    @Override
    public void look(Scene scene, Rows rows, Consumer<Symptom> report) {
        for (NodeProgress row : rows.in(NodeState.PULLING)) {
            Instant since = row.pull().queued() ? null : scene.pullingSince(row);
            if (since != null) {
                pulling(scene, row, since, report);
            }
        }
    }

    private static void pulling(Scene scene, NodeProgress row, Instant since, Consumer<Symptom> report) {
        Duration elapsed = Duration.between(scene.ours(since), scene.now);
        Duration patience = scene.policy.limit(FindingCode.PULL_STALLED, SLOW);
        if (elapsed.compareTo(LONG) <= 0 && elapsed.compareTo(patience) <= 0) {
            return;
        }
        Duration late = scene.forecast().pull(row.node(), row.image()).map(time -> Duration.ofMillis(TIMES_EXPECTED * time.toMillis())).orElse(null);
        boolean slow = late != null && elapsed.compareTo(late) > 0;
        boolean stalled = elapsed.compareTo(patience) > 0 && (late == null || slow);
        FindingCode code = stalled ? FindingCode.PULL_STALLED : slow ? FindingCode.PULL_SLOW : FindingCode.PULL_IN_PROGRESS;
        String what = switch (code) {
            case PULL_STALLED -> "the pull shows no progress";
            case PULL_SLOW -> "the pull takes more than " + TIMES_EXPECTED + " times as long as it should";
            default -> "being pulled for more than a minute, which large images need";
        };
        PodFacts pod = scene.podOn(row.node());
        report.accept(new Symptom(
                code, row.node(), row.image(), row.image() + ": " + what, pod.ref(), "initContainerStatuses",
                () -> "waiting since " + since.truncatedTo(ChronoUnit.SECONDS) + "; " + comparison(scene, row) + waiting(scene, row),
                "", 1, since, null, false));
    }

    /** What it should take, and why. */
    private static String comparison(Scene scene, NodeProgress row) {
        Optional<Duration> peers = scene.pullTimes().median(row.image());
        if (peers.isPresent()) {
            return "other nodes took " + peers.get().toSeconds() + " s";
        }
        Optional<Duration> expected = scene.forecast().pull(row.node(), row.image());
        if (expected.isPresent() && row.pull().rate() > 0) {
            return Bytes.words(row.pull().bytes()) + " should take " + expected.get().toSeconds() + " s at the " + Bytes.words(row.pull().rate())
                    + "/s of earlier pulls";
        }
        return "no other node has it yet";
    }

    private static String waiting(Scene scene, NodeProgress row) {
        long others = scene.turn(row.node()).behind();
        return others == 0 ? "" : "; " + others + (others == 1 ? " other pull waits" : " other pulls wait") + " behind it";
    }
}

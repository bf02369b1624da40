package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Images that cannot be pulled, and pulls that show no progress for far longer than their peers took. */
final class PullDetector implements Detector {
    /** The mark of an attempt that has just failed. */
    static final String FAILED = "failed";
    /** A pull may be this slow without anybody being told. */
    private static final Duration SLOW = Duration.ofMinutes(10);

    private static final int TIMES_PEERS = 3;

    @Override
    public void look(Scene scene, List<NodeProgress> rows, Consumer<Symptom> report) {
        PullTimes times = PullTimes.of(scene);
        for (NodeProgress row : rows) {
            PodFacts pod = scene.podOn(row.node());
            if (row.state() == NodeState.BACKING_OFF) {
                failed(scene, row, pod, report);
            } else if (row.state() == NodeState.PULLING && row.since() != null) {
                stalled(scene, row, pod, times, report);
            }
        }
    }

    private static void failed(Scene scene, NodeProgress row, PodFacts pod, Consumer<Symptom> report) {
        PullPosition position = PullPosition.of(pod, scene.puller.template()).orElseThrow();
        PullFailure failure = PullFailure.of(scene, pod, position.container()).orElseThrow();
        FindingCode code = PullCauses.classify(failure.reason(), failure.cause());
        // Only the moment of a failure is a new sighting; waiting for the next try is the same one.
        String attempt = failure.fresh() ? FAILED : "waiting";
        report.accept(new Symptom(
                code, row.node(), row.image(), row.image() + ": " + code.meaning(), pod.ref(), failure.field(),
                failure.cause().isEmpty() ? failure.reason() : Redaction.of(failure.cause()), attempt, failure.attempts(), failure.since()));
    }

    private static void stalled(Scene scene, NodeProgress row, PodFacts pod, PullTimes times, Consumer<Symptom> report) {
        Duration elapsed = Duration.between(row.since(), scene.now);
        Optional<Duration> peers = times.median(row.image());
        Duration limit = peers.map(p -> p.multipliedBy(TIMES_PEERS)).filter(p -> p.compareTo(SLOW) > 0).orElse(SLOW);
        if (elapsed.compareTo(limit) > 0) {
            report.accept(new Symptom(
                    FindingCode.PULL_STALLED, row.node(), row.image(), row.image() + ": the pull shows no progress", pod.ref(),
                    "initContainerStatuses", "waiting since " + row.since(), "", 1, row.since()));
        }
    }
}

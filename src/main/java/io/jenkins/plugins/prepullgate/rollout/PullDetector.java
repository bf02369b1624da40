package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.util.List;
import java.util.function.Consumer;

/** Images that cannot be pulled. */
final class PullDetector implements Detector {
    /** The mark of an attempt that has just failed. */
    static final String FAILED = "failed";

    /** The mark of the time between two attempts. */
    static final String WAITING = "waiting";

    @Override
    public void look(Scene scene, List<NodeProgress> rows, Consumer<Symptom> report) {
        for (NodeProgress row : rows) {
            PodFacts pod = scene.podOn(row.node());
            if (row.state() == NodeState.BACKING_OFF) {
                failed(scene, row, pod, report);
            }
        }
    }

    private static void failed(Scene scene, NodeProgress row, PodFacts pod, Consumer<Symptom> report) {
        PullFailure failure = scene.failureOn(row.node()).orElseThrow();
        FindingCode code = PullCauses.classify(failure.reason(), failure.cause());
        // Only the moment of a failure is a new sighting; waiting for the next try is the same one.
        String attempt = failure.fresh() ? FAILED : WAITING;
        report.accept(new Symptom(
                code, row.node(), row.image(), row.image() + ": " + code.meaning(), pod.ref(), failure.field(),
                failure.cause().isEmpty() ? failure.reason() : Redaction.of(failure.cause()), attempt, failure.attempts(), failure.since())
                .latest(failure.latest()));
    }
}

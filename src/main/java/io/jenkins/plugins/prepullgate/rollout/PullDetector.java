package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.util.function.Consumer;

/** Images that cannot be pulled. */
final class PullDetector implements SiteDetector {
    /** The mark of an attempt that has just failed. */
    static final String FAILED = "failed";

    /** The mark of the time between two attempts. */
    static final String WAITING = "waiting";

    @Override
    public void look(Spot spot, NodeProgress row, Consumer<Symptom> report) {
        if (row.state() == NodeState.BACKING_OFF) {
            failed(spot.pod, spot.failure().orElseThrow(), row, report);
        }
    }

    private static void failed(PodFacts pod, PullFailure failure, NodeProgress row, Consumer<Symptom> report) {
        FindingCode code = PullCauses.classify(failure.reason(), failure.cause());
        // Only the moment of a failure is a new sighting; waiting for the next try is the same one.
        String attempt = failure.fresh() ? FAILED : WAITING;
        report.accept(new Symptom(
                code, row.node(), row.image(), row.image() + ": " + code.meaning(), pod.ref(), failure.field(),
                failure.cause().isEmpty() ? failure.reason() : Redaction.of(failure.cause()), attempt, failure.attempts(), failure.since())
                .latest(failure.latest()));
    }
}

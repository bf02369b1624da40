package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

/**
 * Pulls that wait in their node's queue, and nodes whose queue stands still because of a pull that does not end. Such a pull blocks its node
 * also after its pod is gone (measured: containerd 1.7 frees the node after 5m20s, 2.2 does not), so that deploying again does not help.
 *
 * <p>No time proves a pull to be stuck rather than long, so that the finding never ends a wait by itself; the budget does, or a probation that the
 * caller has given.
 */
final class QueueDetector implements Detector {
    /** What lasts longer is not what containerd 1.7 cancels by itself after 5m20s. */
    private static final Duration FREES_ITSELF = Duration.ofMinutes(6);
    /** As long as nobody knows how long the image should take. */
    private static final Duration UNKNOWN = Duration.ofMinutes(10);

    @Override
    public void look(Scene scene, Rows rows, Consumer<Symptom> report) {
        for (NodeProgress row : rows.in(NodeState.PULLING)) {
            if (row.pull().queued()) {
                waiting(scene, row, scene.turn(row.node()).before().get(0), report);
            }
        }
    }

    private static void waiting(Scene scene, NodeProgress row, PullRecord ahead, Consumer<Symptom> report) {
        Duration own = scene.policy.limit(FindingCode.NODE_PULL_BLOCKED, FREES_ITSELF);
        Duration limit = scene.forecast()
                .pull(row.node(), ahead.image())
                .map(time -> time.multipliedBy(PaceDetector.TIMES_EXPECTED))
                .map(time -> time.compareTo(own) > 0 ? time : own)
                .orElse(scene.policy.limit(FindingCode.NODE_PULL_BLOCKED, UNKNOWN));
        boolean blocked = Duration.between(scene.ours(ahead.since()), scene.now).compareTo(limit) > 0;
        FindingCode code = blocked ? FindingCode.NODE_PULL_BLOCKED : FindingCode.PULL_QUEUED;
        String what = blocked
                ? ": its pull does not end, and others on the node wait behind it"
                : ": pulled first, while the prepuller's own pull waits";
        String since = ahead.since().truncatedTo(ChronoUnit.SECONDS).toString();
        report.accept(new Symptom(
                code, row.node(), ahead.image(), ahead.image() + what,
                scene.pullers(ahead) ? "Pod " + scene.view.query().namespace() + "/" + ahead.begun().name() : "Node " + row.node(),
                "event Pulling", "for " + scene.whose(ahead) + ", since " + since + ", and no event that it ended; " + row.image() + " waits", "", 1,
                ahead.since()));
    }
}

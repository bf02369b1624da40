package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Pulls that go on: long ones, those that stood in their node's queue, and those that show no progress for far longer than their peers took. */
final class PaceDetector implements Detector {
    /** A pull that lasts longer is worth a word. */
    private static final Duration LONG = Duration.ofMinutes(1);
    /** A pull may be this slow without being called stalled. */
    private static final Duration SLOW = Duration.ofMinutes(10);
    private static final int TIMES_PEERS = 3;
    /** Waiting in the node's queue for longer is worth a word. */
    private static final Duration QUEUED = Duration.ofSeconds(30);

    @Override
    public void look(Scene scene, List<NodeProgress> rows, Consumer<Symptom> report) {
        PullTimes times = scene.pullTimes();
        for (NodeProgress row : rows) {
            PodFacts pod = scene.podOn(row.node());
            if (pod == null || !row.expected()) {
                continue;
            }
            if (row.state() == NodeState.PULLING && row.since() != null) {
                pulling(scene, row, pod, times.median(row.image()), report);
            }
            for (ContainerSpec container : scene.puller.template().inPullOrder()) {
                queued(scene, row, pod, container, report);
            }
        }
    }

    private static void pulling(Scene scene, NodeProgress row, PodFacts pod, Optional<Duration> peers, Consumer<Symptom> report) {
        Duration elapsed = Duration.between(row.since(), scene.now);
        Duration limit = peers.map(p -> p.multipliedBy(TIMES_PEERS)).filter(p -> p.compareTo(SLOW) > 0).orElse(SLOW);
        boolean stalled = elapsed.compareTo(limit) > 0;
        if (!stalled && elapsed.compareTo(LONG) <= 0) {
            return;
        }
        FindingCode code = stalled ? FindingCode.PULL_STALLED : FindingCode.PULL_IN_PROGRESS;
        String what = stalled ? "the pull shows no progress" : "being pulled for more than a minute, which large images need";
        String comparison = peers.map(p -> "; other nodes took " + p.toSeconds() + " s").orElse("; no other node has it yet");
        report.accept(new Symptom(
                code, row.node(), row.image(), row.image() + ": " + what, pod.ref(), "initContainerStatuses", "waiting since " + row.since() + comparison, "", 1,
                row.since()));
    }

    private static void queued(Scene scene, NodeProgress row, PodFacts pod, ContainerSpec container, Consumer<Symptom> report) {
        for (PulledEvent pull : PulledEvent.of(scene, pod, container.name())) {
            if (pull.queued().compareTo(QUEUED) > 0 && pull.pulling().compareTo(Duration.ofSeconds(1)) >= 0) {
                report.accept(new Symptom(
                        FindingCode.PULL_QUEUED, row.node(), container.image(), container.image() + ": its pull waited behind another one on the node", pod.ref(),
                        "event Pulled", "pulled in " + pull.pulling().toSeconds() + " s after " + pull.queued().toSeconds() + " s in the queue", "", 1, null));
            }
        }
    }
}

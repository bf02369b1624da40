package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Duration;
import java.util.function.Consumer;

/** Pulls that have waited in their node's queue. Those that still do are {@link QueueDetector}'s. */
final class WaitedDetector implements SiteDetector {
    /** Having waited for longer is worth a word. */
    private static final Duration QUEUED = Duration.ofSeconds(30);
    /** What came quicker was pulled for another pod meanwhile. */
    private static final Duration PULLED = Duration.ofSeconds(1);

    @Override
    public void look(Spot spot, NodeProgress row, Consumer<Symptom> report) {
        if (spot.pod == null || !row.expected()) {
            return;
        }
        for (ContainerSpec container : spot.frame.plan().order()) {
            for (PulledEvent pull : PulledEvent.of(spot.site.events(), container.name())) {
                if (pull.queued().compareTo(QUEUED) > 0 && pull.pulling().compareTo(PULLED) >= 0) {
                    report.accept(new Symptom(
                            FindingCode.PULL_QUEUED, spot.name(), container.image(),
                            container.image() + ": its pull waited behind another one on the node", spot.pod.ref(), "event Pulled",
                            "pulled in " + pull.pulling().toSeconds() + " s after " + pull.queued().toSeconds() + " s in the queue", "", 1, null));
                }
            }
        }
    }
}

package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Images that were there and are not any more. The kubelet's image collector or an image eraser takes them when the puller's pod is gone, and a
 * node that was ready begins anew. The kubelet asks for an image whose policy is not {@code Always} only when the node does not have it
 * ({@code pkg/kubelet/images/image_manager.go}), so a second pull on a node that was ready says that the image was removed in between.
 */
final class RemovalDetector implements SiteDetector {
    @Override
    public void look(Spot spot, NodeProgress row, Consumer<Symptom> report) {
        boolean again = row.expected() && (row.state() == NodeState.PULLING || row.state() == NodeState.BACKING_OFF) && spot.past.ready();
        if (again && !askedForAnyway(spot, row.image())) {
            lastPull(spot).ifPresent(event -> report.accept(new Symptom(
                    FindingCode.IMAGE_GONE_AFTER_PULL, row.node(), row.image(), row.image() + ": the node had it, and has to pull it again",
                    spot.pod.ref(), "event " + event.reason(), Redaction.of(event.message()), "", 1, event.last())));
        }
    }

    private static boolean askedForAnyway(Spot spot, String image) {
        return spot.frame.plan().order().stream().anyMatch(c -> c.image().equals(image) && c.pullPolicy().equals("Always"));
    }

    /** The sign that the kubelet is pulling for this pod, and not merely setting it up. */
    private static Optional<EventFacts> lastPull(Spot spot) {
        return spot.site.events().stream()
                .filter(event -> event.reason().equals("Pulling")
                        || event.reason().equals("Failed") && event.message().startsWith("Failed to pull image"))
                .reduce((first, second) -> second);
    }
}

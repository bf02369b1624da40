package io.jenkins.plugins.prepullgate.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long each image took on the nodes that already have it, from the pods' own times: a container's turn begins when the one before it
 * ended, and its start ends the pull. Good to about a second, which is the resolution of the kubelet's timestamps.
 */
final class PullTimes {
    private final Map<String, List<Duration>> byImage = new HashMap<>();

    private PullTimes() {}

    static PullTimes of(Scene scene) {
        PullTimes times = new PullTimes();
        if (scene.puller != null) {
            scene.pods().forEach(pod -> times.add(pod, scene.puller.template()));
            times.byImage.values().forEach(list -> list.sort(null));
        }
        return times;
    }

    private void add(PodFacts pod, PodTemplate template) {
        Instant turn = pod.condition("PodReadyToStartContainers").filter(c -> c.status().equals("True")).map(PodCondition::since).orElse(pod.startedAt());
        for (ContainerFacts container : PullPosition.inOrder(pod, template)) {
            Instant started = container.state().startedAt();
            if (turn == null || started == null || container.restartCount() > 0) {
                return;
            }
            if (!started.isBefore(turn)) {
                byImage.computeIfAbsent(container.image(), i -> new ArrayList<>()).add(Duration.between(turn, started));
            }
            turn = container.state().finishedAt();
        }
    }

    /** The middle of the times that the image took; empty while no node has it. */
    Optional<Duration> median(String image) {
        List<Duration> sorted = byImage.get(image);
        return sorted == null ? Optional.empty() : Optional.of(sorted.get(sorted.size() / 2));
    }
}

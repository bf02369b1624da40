package io.jenkins.plugins.prepullgate.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long each image took on the nodes that already have it: as the kubelet's events say, and where there are none by the pods' own times, since a
 * container's turn begins when the one before it ended, and its start ends the pull. Good to about a second, which is the resolution of the kubelet's
 * timestamps. A node that had the image before says nothing about the time a pull takes.
 */
final class PullTimes {
    private final Map<String, List<Duration>> byImage = new HashMap<>();

    private PullTimes() {}

    static PullTimes of(Scene scene) {
        PullTimes times = new PullTimes();
        if (scene.puller != null) {
            scene.pods().forEach(pod -> times.add(scene, pod));
            times.byImage.values().forEach(list -> list.sort(null));
        }
        return times;
    }

    private void add(Scene scene, PodFacts pod) {
        Instant turn = pod.condition("PodReadyToStartContainers").filter(c -> c.status().equals("True")).map(PodCondition::since).orElse(pod.startedAt());
        for (ContainerFacts container : PullPosition.inOrder(pod, scene.puller.template())) {
            Instant started = container.state().startedAt();
            if (turn == null || started == null || container.restartCount() > 0) {
                return;
            }
            List<PulledEvent> told = PulledEvent.of(scene, pod, container.name());
            if (!told.isEmpty()) {
                told.stream().filter(e -> !e.alreadyPresent()).forEach(e -> add(container.image(), e.cost()));
            } else if (!started.isBefore(turn)) {
                add(container.image(), Duration.between(turn, started));
            }
            turn = container.state().finishedAt();
        }
    }

    private void add(String image, Duration time) {
        byImage.computeIfAbsent(image, i -> new ArrayList<>()).add(time);
    }

    /** The middle of the times that the image took; empty while no node has it. */
    Optional<Duration> median(String image) {
        List<Duration> sorted = byImage.get(image);
        return sorted == null ? Optional.empty() : Optional.of(sorted.get(sorted.size() / 2));
    }
}

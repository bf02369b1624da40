package io.jenkins.plugins.prepullgate.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How long each image took on the nodes that already have it: as the kubelet's events say, and where there are none by the pods' own times, since a
 * container's turn begins when the one before it ended, and its start ends the pull. Good to about a second, which is the resolution of the
 * kubelet's timestamps. A node that had the image before says nothing about the time a pull takes.
 */
final class PullTimes {
    /** Times of the kubelet are whole seconds: shorter ones say nothing about a rate. */
    private static final Duration MEASURABLE = Duration.ofSeconds(1);

    /** The first back-off is 10 s: what takes as long beside its pull has failed before. */
    private static final Duration NO_FAILURE = Duration.ofSeconds(10);

    /**
     * One image on one node.
     *
     * @param bytes compressed; 0 when unknown
     */
    record Sample(String node, String image, Duration time, long bytes) {
        /** Bytes a second; 0 when the sample is too small to say. */
        long rate() {
            return time.compareTo(MEASURABLE) < 0 ? 0 : bytes * 1000 / time.toMillis();
        }
    }

    private final Map<String, List<Sample>> byImage = new HashMap<>();
    private final Map<String, List<Sample>> byNode = new HashMap<>();
    private final Set<String> found = new HashSet<>();
    private Duration overheads = Duration.ZERO;
    private int turns;

    private PullTimes() {}

    static PullTimes of(Scene scene) {
        PullTimes times = new PullTimes();
        if (scene.puller != null) {
            scene.pods().forEach(pod -> times.add(scene, pod));
            times.byImage.values().forEach(list -> list.sort(Comparator.comparing(Sample::time)));
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
            if (told.size() == 1) {
                overhead(turn, container, told.get(0));
            }
            if (told.stream().anyMatch(PulledEvent::alreadyPresent)) {
                found.add(container.image());
            }
            if (!told.isEmpty()) {
                told.stream().filter(e -> !e.alreadyPresent()).forEach(e -> add(new Sample(pod.node(), container.image(), e.cost(), e.bytes())));
            } else if (!started.isBefore(turn)) {
                add(new Sample(pod.node(), container.image(), Duration.between(turn, started), 0));
            }
            turn = container.state().finishedAt();
        }
    }

    private void add(Sample sample) {
        byImage.computeIfAbsent(sample.image(), i -> new ArrayList<>()).add(sample);
        byNode.computeIfAbsent(sample.node(), n -> new ArrayList<>()).add(sample);
    }

    /** What a container's turn takes beside the pull: to be made, started, and to end. */
    private void overhead(Instant turn, ContainerFacts container, PulledEvent pulled) {
        Instant end = container.state().finishedAt() == null ? container.state().startedAt() : container.state().finishedAt();
        Duration beside = Duration.between(turn, end).minus(pulled.includingWaiting());
        if (beside.compareTo(NO_FAILURE) < 0) {
            overheads = overheads.plus(beside.isNegative() ? Duration.ZERO : beside);
            turns++;
        }
    }

    /** The middle of the times that the image took; empty while no node has it. */
    Optional<Duration> median(String image) {
        List<Sample> sorted = of(image);
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(sorted.size() / 2).time());
    }

    /** Whether nodes have had the image before and none has had to pull it. */
    boolean onlyFound(String image) {
        return found.contains(image) && of(image).isEmpty();
    }

    /** The image's samples, the quickest first. */
    List<Sample> of(String image) {
        return byImage.getOrDefault(image, List.of());
    }

    /** The node's samples, in the order of its containers. */
    List<Sample> on(String node) {
        return byNode.getOrDefault(node, List.of());
    }

    List<Sample> all() {
        return byNode.values().stream().flatMap(List::stream).toList();
    }

    /** What a container's turn takes beside the pull, on average, since single ones are whole seconds; zero while none is known. */
    Duration overhead() {
        return turns == 0 ? Duration.ZERO : overheads.dividedBy(turns);
    }
}

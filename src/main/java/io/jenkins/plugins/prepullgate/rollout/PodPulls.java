package io.jenkins.plugins.prepullgate.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one puller pod tells of the times that its pulls took: by the kubelet's events, and where there are none by the pod's own times, since a
 * container's turn begins when the one before it ended, and its start ends the pull. Good to about a second, which is the resolution of the
 * kubelet's timestamps. A node that had the image before says nothing about the time a pull takes.
 *
 * @param samples in the order of its containers
 * @param found images that the node had before
 * @param overheads what the turns of its containers took beside the pulls, all together
 * @param turns how many turns that was
 */
record PodPulls(List<Sample> samples, Set<String> found, Duration overheads, int turns) {
    static final PodPulls NONE = new PodPulls(List.of(), Set.of(), Duration.ZERO, 0);

    /** Times of the kubelet are whole seconds: shorter ones say nothing about a rate. */
    private static final Duration MEASURABLE = Duration.ofSeconds(1);

    /** The first back-off is 10 s: what takes as long beside its pull has failed before. */
    private static final Duration NO_FAILURE = Duration.ofSeconds(10);

    /**
     * One image on one node.
     *
     * @param bytes compressed; 0 when unknown
     */
    record Sample(String image, Duration time, long bytes) {
        /** Bytes a second; 0 when the sample is too small to say. */
        long rate() {
            return time.compareTo(MEASURABLE) < 0 ? 0 : bytes * 1000 / time.toMillis();
        }
    }

    /** @param events about the pod */
    static PodPulls of(PodFacts pod, List<EventFacts> events, PodTemplate template) {
        List<Sample> samples = new ArrayList<>();
        Set<String> found = new HashSet<>();
        Duration overheads = Duration.ZERO;
        int turns = 0;
        Instant turn = pod.condition("PodReadyToStartContainers")
                .filter(c -> c.status().equals("True"))
                .map(PodCondition::since)
                .orElse(pod.startedAt());
        for (ContainerFacts container : PullPosition.inOrder(pod, template)) {
            Instant started = container.state().startedAt();
            if (turn == null || started == null || container.restartCount() > 0) {
                break;
            }
            List<PulledEvent> told = PulledEvent.of(events, container.name());
            Optional<Duration> beside = told.size() == 1 ? beside(turn, container, told.get(0)) : Optional.empty();
            if (beside.isPresent()) {
                overheads = overheads.plus(beside.get());
                turns++;
            }
            if (told.stream().anyMatch(PulledEvent::alreadyPresent)) {
                found.add(container.image());
            }
            if (!told.isEmpty()) {
                told.stream().filter(e -> !e.alreadyPresent()).forEach(e -> samples.add(new Sample(container.image(), e.cost(), e.bytes())));
            } else if (!started.isBefore(turn)) {
                samples.add(new Sample(container.image(), Duration.between(turn, started), 0));
            }
            turn = container.state().finishedAt();
        }
        return samples.isEmpty() && found.isEmpty() && turns == 0 ? NONE : new PodPulls(List.copyOf(samples), Set.copyOf(found), overheads, turns);
    }

    /** What a container's turn took beside the pull: to be made, started, and to end. Empty when a failure is in it. */
    private static Optional<Duration> beside(Instant turn, ContainerFacts container, PulledEvent pulled) {
        Instant end = container.state().finishedAt() == null ? container.state().startedAt() : container.state().finishedAt();
        Duration beside = Duration.between(turn, end).minus(pulled.includingWaiting());
        return beside.compareTo(NO_FAILURE) >= 0 ? Optional.empty() : Optional.of(beside.isNegative() ? Duration.ZERO : beside);
    }
}

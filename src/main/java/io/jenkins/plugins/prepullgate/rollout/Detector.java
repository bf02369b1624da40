package io.jenkins.plugins.prepullgate.rollout;

import java.util.List;
import java.util.function.Consumer;

/** Looks at one scene for signs of one family of findings. Keeps nothing between looks. */
@FunctionalInterface
interface Detector {
    /**
     * Reports what it sees.
     *
     * @param rows every node's row, by name
     */
    void look(Scene scene, List<NodeProgress> rows, Consumer<Symptom> report);

    /** All of them. */
    List<Detector> ALL = List.of(
            new SightDetector(),
            new PullerDetector(),
            new CreationDetector(),
            new NodeDetector(),
            new SchedulingDetector(),
            new PullDetector(),
            new PaceDetector(),
            new QueueDetector(),
            new SharingDetector(),
            new CleanupDetector(),
            new RunDetector(),
            new RemovalDetector(),
            new ControlPlaneDetector(),
            new HelmDetector(),
            new ReleaseDetector());
}

package io.jenkins.plugins.prepullgate.rollout;

import java.util.List;
import java.util.function.Consumer;

/**
 * Looks at one scene for signs of one family of findings that depend on more than one node, or on the time. Keeps nothing between looks; what one
 * node shows by itself is for a {@link SiteDetector}.
 */
@FunctionalInterface
interface Detector {
    /** Reports what it sees. */
    void look(Scene scene, Rows rows, Consumer<Symptom> report);

    /** All of them. */
    List<Detector> ALL = List.of(
            new SightDetector(),
            new ClockDetector(),
            new PullerDetector(),
            new CreationDetector(),
            new GoneDetector(),
            new PaceDetector(),
            new QueueDetector(),
            new SharingDetector(),
            new CleanupDetector(),
            new ControlPlaneDetector(),
            new HelmDetector(),
            new ReleaseDetector());
}

package io.jenkins.plugins.prepullgate.cluster;

import java.time.Duration;
import java.time.InstantSource;

/** Watches that lose patience within a second, for tests of other packages. */
public final class QuickWatches {
    private QuickWatches() {}

    /** @param stable how long a watch must have lived to be tried again at once and without alarm */
    public static ClusterWatches open(InstantSource clock, Duration stable) {
        return new ClusterWatches(clock, new Tuning(
                Duration.ofMillis(500),
                Duration.ofMillis(700),
                Duration.ofMillis(300),
                Duration.ofMillis(10),
                Duration.ofMillis(100),
                Duration.ofMillis(500),
                Duration.ofMillis(100),
                stable));
    }

    /** What the names of their threads begin with. */
    public static String threads() {
        return Workshop.THREADS;
    }
}

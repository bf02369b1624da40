package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.rollout.ContainerFacts;
import io.jenkins.plugins.prepullgate.rollout.ContainerState;
import io.jenkins.plugins.prepullgate.rollout.PodFacts;
import java.time.Instant;
import java.util.List;

/** A hub's pod whose only container ends again and again, and waits to be restarted. */
public final class CrashingHubPod {
    private CrashingHubPod() {}

    /** The pod after so many restarts, begun ten minutes ago. */
    public static PodFacts restarted(int times) {
        ContainerState waits = ContainerState.waiting("CrashLoopBackOff", "");
        ContainerState last = ContainerState.terminated(1, "Error", "", null, null);
        ContainerFacts hub = new ContainerFacts("hub", "hub.test/hub:v1", "", waits, last, times, false);
        Instant begun = Instant.now().minusSeconds(600);
        return new PodFacts(
                "jhub", "hub-1", "pod-1", "", "n1", true, 0, begun, null, "Running", "", "", begun, List.of(), List.of(), List.of(hub));
    }
}

package io.jenkins.plugins.prepullgate.rollout;

/**
 * The DaemonSet controller's counters.
 *
 * @param observedGeneration null until the controller has looked for the first time
 * @param desired nodes that should run a pod
 * @param current nodes that have one, pending ones included
 * @param ready nodes whose (oldest) pod is ready
 * @param updated nodes whose pod is of the newest template
 * @param available nodes whose pod has been ready long enough
 * @param misscheduled nodes that run a pod but should not
 */
public record DaemonSetStatus(
        Long observedGeneration, int desired, int current, int ready, int updated, int available, int misscheduled) {
    /** A DaemonSet that the controller has not looked at. */
    public static final DaemonSetStatus NONE = new DaemonSetStatus(null, 0, 0, 0, 0, 0, 0);
}

package io.jenkins.plugins.prepullgate.nodes;

/** Which nodes a prepull is expected to reach. */
public enum NodeRule {
    /** Those on which the DaemonSet controller places a pod: every prepuller since z2jh 0.7. A cordon does not exclude. */
    DAEMONSET("daemonset"),
    /** Every node that is not cordoned: the prepuller of z2jh 0.6, which waited for nodes that its own DaemonSet could not reach. */
    SCHEDULABLE_NODES("schedulable-nodes");

    private final String parameter;

    NodeRule(String parameter) {
        this.parameter = parameter;
    }

    /** The name that {@code expect:} takes. */
    public String parameter() {
        return parameter;
    }
}

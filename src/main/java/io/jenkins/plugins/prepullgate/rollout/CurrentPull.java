package io.jenkins.plugins.prepullgate.rollout;

/**
 * What is known of the pull that a node is at.
 *
 * @param behind the image that the node pulls first, while this one waits; empty when it waits for none that is known
 * @param bytes compressed; 0 while unknown
 * @param rate bytes a second that this node is likely to pull; 0 while unknown
 */
public record CurrentPull(String behind, long bytes, long rate) {
    /** Nothing is known, or nothing is pulled. */
    public static final CurrentPull UNKNOWN = new CurrentPull("", 0, 0);

    public CurrentPull {
        behind = behind == null ? "" : behind;
    }

    public boolean queued() {
        return !behind.isEmpty();
    }
}

package io.jenkins.plugins.prepullgate.rollout;

/** How far one node is. */
public enum NodeState {
    /** Not counted, for the reason given. */
    EXCLUDED("excluded"),
    /** Counted, but there is no puller pod for it yet. */
    AWAITING_POD("awaiting a pod"),
    /** Its pod exists and the scheduler has not bound it. */
    UNSCHEDULED("unscheduled"),
    /** Its pod is bound; the kubelet sets it up. */
    STARTING("starting"),
    /** An image is being pulled. */
    PULLING("pulling"),
    /** A pull failed and will be tried again. */
    BACKING_OFF("backing off"),
    /** All images are there. */
    READY("ready"),
    /** Its pod cannot do its work. */
    FAILED("failed"),
    /** It was counted when the wait began and does not answer any more. */
    LOST("lost");

    private final String words;

    NodeState(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}

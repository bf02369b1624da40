package io.jenkins.plugins.prepullgate.findings;

/** How long waiting can still help. Decides whether a finding may end a wait. */
public enum FindingClass {
    /** Worth knowing; never ends a wait. */
    INFO("for information"),
    /** The cluster retries and usually recovers: counted and shown, never a reason to give up before the budget ends. */
    TRANSIENT("usually passes by itself"),
    /** Looks permanent, but has been seen to recover: becomes {@link #PERMANENT} after its probation. */
    CONDITIONAL("on probation"),
    /** Waiting cannot help: somebody has to change something. */
    PERMANENT("cannot succeed"),
    /** A departure from what was agreed about nodes; the caller's policy decides whether it fails or warns. */
    AUDIT("audit"),
    /** The wait itself ran out of time, was cancelled or lost the cluster. */
    BUDGET("ended the wait");

    private final String words;

    FindingClass(String words) {
        this.words = words;
    }

    /** The class in the words of a log line. */
    public String words() {
        return words;
    }
}

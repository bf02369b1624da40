package io.jenkins.plugins.prepullgate.findings;

/** Who has to act, so that the right person is called at three in the morning. */
public enum Blame {
    NOBODY("nobody"),
    IMAGE("the image's author"),
    CREDENTIALS("whoever owns the pull secret"),
    REGISTRY("the registry"),
    NODE("the node's operator"),
    SCHEDULING("whoever sizes the cluster"),
    WORKLOAD("the chart's values"),
    CLUSTER("the cluster's operator"),
    HUB("the hub's operator"),
    CALLER("whoever called the gate");

    private final String words;

    Blame(String words) {
        this.words = words;
    }

    /** The one to call, as a log line says it. */
    public String words() {
        return words;
    }
}

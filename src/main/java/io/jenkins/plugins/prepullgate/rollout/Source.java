package io.jenkins.plugins.prepullgate.rollout;

/** Where a part of the view comes from. */
public enum Source {
    DAEMONSETS("daemonsets"),
    PODS("pods"),
    NODES("nodes"),
    EVENTS("events"),
    JOBS("jobs");

    private final String resource;

    Source(String resource) {
        this.resource = resource;
    }

    /** The API resource, as RBAC rules name it. */
    public String resource() {
        return resource;
    }
}

package io.jenkins.plugins.prepullgate.rollout;

/** Where a part of the view comes from. */
public enum Source {
    DAEMONSETS("daemonsets"),
    PODS("pods"),
    NODES("nodes"),
    EVENTS("events"),
    JOBS("jobs"),
    /** helm's release secrets, of which only the labels are read, and only where a release is asked about. */
    RELEASES("secrets");

    private final String resource;

    Source(String resource) {
        this.resource = resource;
    }

    /** The API resource, as RBAC rules name it. */
    public String resource() {
        return resource;
    }
}

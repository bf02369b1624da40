package io.jenkins.plugins.prepullgate.rollout;

import java.time.Instant;
import java.util.Objects;

/**
 * The newest revision of a helm release, from the labels of its secret {@code sh.helm.release.v1.<name>.v<revision>}; its data is never read.
 *
 * @param name never null
 * @param revision the newest one; only that one counts
 * @param status such as {@code deployed} or {@code pending-upgrade}
 * @param createdAt when helm began with it; null when unknown
 * @param modifiedAt when helm last wrote it; null when unknown
 * @param good the newest revision that is or was deployed, which a rollback goes to; 0 when there is none
 */
public record ReleaseFacts(String name, int revision, String status, Instant createdAt, Instant modifiedAt, int good) {
    public ReleaseFacts {
        Objects.requireNonNull(name, "name");
        status = status == null ? "" : status;
    }

    /** Whether helm is at work on it, or was killed at work: until that ends, it refuses every other change. */
    public boolean pending() {
        return status.startsWith("pending-");
    }

    public boolean failed() {
        return status.equals("failed");
    }

    public boolean deployed() {
        return status.equals("deployed");
    }

    /** Such as {@code revision 3 of helm release hub}. */
    String words() {
        return "revision " + revision + " of helm release " + name;
    }

    /** The secret that it was read from, as evidence names it. */
    String ref(String namespace) {
        return "Secret " + namespace + "/sh.helm.release.v1." + name + ".v" + revision;
    }

    /** What frees a release that a killed helm has left pending; helm cannot roll back to before the first revision. */
    public String recovery(String namespace) {
        return good == 0 ? "helm uninstall " + name + " -n " + namespace : "helm rollback " + name + " " + good + " -n " + namespace;
    }
}

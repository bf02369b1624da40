package io.jenkins.plugins.prepullgate.rollout;

import java.time.Instant;
import java.util.Objects;

/**
 * The newest revision of a helm release, from the labels of its secret {@code sh.helm.release.v1.<name>.v<revision>}; its data is never read.
 *
 * @param name never null
 * @param revision the newest one; only that one counts
 * @param status such as {@code deployed} or {@code pending-upgrade}
 * @param modifiedAt null when unknown
 */
public record ReleaseFacts(String name, int revision, String status, Instant modifiedAt) {
    public ReleaseFacts {
        Objects.requireNonNull(name, "name");
        status = status == null ? "" : status;
    }

    /** Whether helm is at work on it, or was killed at work. */
    public boolean pending() {
        return status.startsWith("pending-");
    }
}

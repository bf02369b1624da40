package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.rollout.Redaction;
import java.util.Objects;

/**
 * A user's server, as the hub knows it.
 *
 * @param user its user's name
 * @param name its own; empty for the user's default server
 * @param ready whether the hub takes it for running
 * @param pending {@code spawn}, {@code stop} or {@code check}; empty when nothing is pending
 * @param url its path at the public proxy, base path included; a whole URL where each user has a domain
 */
public record HubServer(String user, String name, boolean ready, String pending, String url) {
    private static final String CHECK = "check";

    public HubServer {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(pending, "pending");
        Objects.requireNonNull(url, "url");
    }

    /** Whether the hub has not looked at the server yet since it started. */
    public boolean unchecked() {
        return pending.equals(CHECK);
    }

    /** How people call it: {@code jane}, or {@code jane/gpu} for a named one. */
    public String displayName() {
        return Redaction.brief(name.isEmpty() ? user : user + "/" + name);
    }
}

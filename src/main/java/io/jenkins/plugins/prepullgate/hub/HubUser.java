package io.jenkins.plugins.prepullgate.hub;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A user of a hub.
 *
 * @param admin whether the hub calls the user an administrator
 * @param created null when not readable
 * @param lastActivity null when never active, or not readable
 * @param groups may be empty
 * @param servers those that run, start or stop
 * @param whole whether the token may read all of this; if not, what it may not read looks as if it did not exist
 */
public record HubUser(
        String name, boolean admin, Instant created, Instant lastActivity, List<String> groups, List<HubServer> servers, boolean whole) {
    public HubUser {
        Objects.requireNonNull(name, "name");
        groups = List.copyOf(groups);
        servers = List.copyOf(servers);
    }

    /** Whether the user was active within that time before {@code now}. */
    public boolean activeWithin(Duration time, Instant now) {
        return lastActivity != null && !lastActivity.isBefore(now.minus(time));
    }

    /** When the user was last active, or else created; null when neither is known. */
    public Instant lastSeen() {
        return lastActivity == null ? created : lastActivity;
    }

    public boolean running() {
        return servers.stream().anyMatch(HubServer::ready);
    }
}

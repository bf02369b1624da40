package io.jenkins.plugins.prepullgate.hub;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A user of a hub.
 *
 * @param admin whether the hub calls the user an administrator
 * @param lastActivity null when never active, or not readable
 * @param servers those that run, start or stop
 */
public record HubUser(String name, boolean admin, Instant lastActivity, List<HubServer> servers) {
    public HubUser {
        Objects.requireNonNull(name, "name");
        servers = List.copyOf(servers);
    }

    /** Whether active within so long before {@code now}. */
    public boolean activeWithin(Duration time, Instant now) {
        return lastActivity != null && !lastActivity.isBefore(now.minus(time));
    }

    public boolean running() {
        return servers.stream().anyMatch(HubServer::ready);
    }
}

package io.jenkins.plugins.prepullgate.hub;

import java.util.Objects;

/**
 * A row of the proxy's routing table.
 *
 * @param spec such as {@code /user/jane/}; begins with a host where each user has a domain
 * @param target where requests go
 * @param user whose server it leads to; empty for the hub and for services
 * @param server that server's name; empty for the default one
 */
public record HubRoute(String spec, String target, String user, String server) {
    public HubRoute {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(server, "server");
    }
}

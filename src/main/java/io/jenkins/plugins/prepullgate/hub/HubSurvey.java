package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.rollout.Redaction;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a hub and its proxy say of running servers at about the same time.
 *
 * @param servers those that run, start, stop, or have not been looked at since the hub started
 * @param routes the proxy's table; null when the token may not read it
 */
record HubSurvey(List<HubServer> servers, List<HubRoute> routes) {
    HubSurvey {
        servers = List.copyOf(servers);
        routes = routes == null ? null : List.copyOf(routes);
    }

    static HubSurvey take(HubApi api) throws InterruptedException, ConnectionException {
        List<HubServer> servers = api.usersWithServers().stream().flatMap(user -> user.servers().stream()).toList();
        try {
            return new HubSurvey(servers, api.routes());
        } catch (ConnectionException e) {
            if (e.kind() == ConnectionException.Kind.FORBIDDEN) {
                return new HubSurvey(servers, null);
            }
            throw e;
        }
    }

    /** The servers that the hub takes for running: those whose routes must work. */
    List<HubServer> running() {
        return servers.stream().filter(HubServer::ready).toList();
    }

    long unchecked() {
        return servers.stream().filter(HubServer::unchecked).count();
    }

    /** The names of the servers that the hub has not looked at yet. */
    List<String> uncheckedNames() {
        return servers.stream().filter(HubServer::unchecked).map(HubServer::displayName).sorted().toList();
    }

    boolean tableReadable() {
        return routes != null;
    }

    /** Running servers that the proxy's table lacks. */
    List<RouteAnswer> missing() {
        if (routes == null) {
            return List.of();
        }
        Set<String> known = routes.stream().map(route -> key(route.user(), route.server())).collect(Collectors.toSet());
        return running().stream()
                .filter(server -> !known.contains(key(server.user(), server.name())))
                .map(server -> new RouteAnswer(server, RouteState.MISSING, null, "is not in the proxy's table"))
                .toList();
    }

    /** Rows of the table that lead to servers which neither run nor are about to start or stop. */
    List<RouteAnswer> stale() {
        if (routes == null) {
            return List.of();
        }
        Set<String> known = servers.stream().map(server -> key(server.user(), server.name())).collect(Collectors.toSet());
        return routes.stream()
                .filter(route -> !route.user().isEmpty() && !known.contains(key(route.user(), route.server())))
                .map(HubSurvey::stale)
                .toList();
    }

    private static RouteAnswer stale(HubRoute route) {
        HubServer stopped = new HubServer(route.user(), route.server(), false, "", route.spec());
        return new RouteAnswer(stopped, RouteState.STALE, null, "still leads to " + Redaction.brief(route.target()));
    }

    /** One text for both names; neither can contain a line end. */
    private static String key(String user, String server) {
        return user + "\n" + server;
    }
}

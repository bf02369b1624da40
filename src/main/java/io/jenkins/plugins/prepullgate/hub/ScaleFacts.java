package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How large a hub is.
 *
 * @param hub what it is called
 * @param version of JupyterHub; empty when not said
 * @param users in its database
 * @param withServers users with a running server
 * @param active7d users active in the last seven days
 * @param active30d users active in the last thirty days
 * @param routes to users' servers in the proxy's table; null when the token may not read it
 * @param startup how long its last start took by its own measurement; null when not known
 */
public record ScaleFacts(String hub, String version, int users, int withServers, int active7d, int active30d, Integer routes, Duration startup) {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    public ScaleFacts {
        Objects.requireNonNull(hub, "hub");
        Objects.requireNonNull(version, "version");
    }

    /**
     * Reads them; only reads.
     *
     * @throws ConnectionException when users cannot be read; what else cannot be read is left out
     */
    public static ScaleFacts measure(HubClient client, InstantSource clock) throws InterruptedException, ConnectionException {
        HubApi api = new HubApi(client, new Budget(LIMIT));
        String version = api.version();
        List<HubUser> users = api.users();
        Instant now = clock.instant();
        return new ScaleFacts(
                client.target().displayName(),
                version,
                users.size(),
                count(users.stream().filter(HubUser::running).count()),
                count(users.stream().filter(user -> user.activeWithin(WEEK, now)).count()),
                count(users.stream().filter(user -> user.activeWithin(MONTH, now)).count()),
                routes(api),
                startup(api));
    }

    private static int count(long number) {
        return Math.toIntExact(number);
    }

    private static Integer routes(HubApi api) throws InterruptedException, ConnectionException {
        try {
            return count(api.routes().stream().filter(route -> !route.user().isEmpty()).count());
        } catch (ConnectionException e) {
            return unreadable(e);
        }
    }

    private static Duration startup(HubApi api) throws InterruptedException, ConnectionException {
        try {
            return HubMetrics.startup(api.metrics()).orElse(null);
        } catch (ConnectionException e) {
            return unreadable(e);
        }
    }

    /**
     * A missing right or page only narrows the comparison; any other failure ends it.
     *
     * @return null
     */
    private static <T> T unreadable(ConnectionException e) throws ConnectionException {
        if (e.refused() || e.kind() == ConnectionException.Kind.REJECTED) {
            return null;
        }
        throw e;
    }

    /**
     * The sizes that decide, by their names in reports, without those that are not known. Activity is reported but does not decide: seeded users are
     * never active, and a hub does not look at activity when it starts.
     */
    Map<String, Integer> deciding() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        sizes.put("users", users);
        sizes.put("users with servers", withServers);
        if (routes != null) {
            sizes.put("routes", routes);
        }
        return sizes;
    }
}

package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Starts servers of users one after the other: a hub that starts many at once refuses more with 429. */
final class ServerStarter {
    private static final Duration LOOKING = Duration.ofSeconds(1);

    /** Hears how far it is. */
    interface Listener {
        void tell(String doing, int done, int total, String detail);
    }

    private final HubApi api;
    private final HubChanges changes;
    private final Budget budget;
    private final Pace pace;
    private final Listener listener;

    ServerStarter(HubApi api, HubChanges changes, Budget budget, Pace pace, Listener listener) {
        this.api = api;
        this.changes = changes;
        this.budget = budget;
        this.pace = pace;
        this.listener = listener;
    }

    /** Starts them and waits until the hub calls them ready, or until none is pending any more; returns how many are ready. */
    int start(List<String> names) throws InterruptedException, ConnectionException {
        int asked = 0;
        while (asked < names.size() && changes.goOn() && !budget.spent()) {
            String path = "api/users/" + HubApi.encoded(names.get(asked)) + "/server";
            // 400: it is running already, or a request whose answer was lost has started it.
            if (changes.change("POST", path, null, HttpURLConnection.HTTP_CREATED, HttpURLConnection.HTTP_ACCEPTED, HttpURLConnection.HTTP_BAD_REQUEST).isPresent()) {
                listener.tell("servers asked for", ++asked, names.size(), "");
                pace.after(1, Duration.ZERO);
            }
        }
        return awaitReady(new HashSet<>(names));
    }

    private int awaitReady(Set<String> names) throws InterruptedException, ConnectionException {
        while (true) {
            List<HubServer> servers = api.usersWithServers().stream().filter(user -> names.contains(user.name())).flatMap(user -> user.servers().stream()).toList();
            int ready = (int) servers.stream().filter(HubServer::ready).count();
            boolean pending = servers.stream().anyMatch(server -> !server.pending().isEmpty());
            listener.tell("servers ready", ready, names.size(), "");
            if (!pending || budget.spent()) {
                return ready;
            }
            budget.pause(LOOKING);
        }
    }
}

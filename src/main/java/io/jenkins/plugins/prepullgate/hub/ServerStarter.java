package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Starts users' servers one after the other, since a hub that is starting many at once refuses more with 429. */
final class ServerStarter {
    private static final Duration LOOKING = Duration.ofSeconds(1);
    /** 400: it is running already, or was started by a request whose answer was lost. */
    private static final int[] STARTED = {HttpURLConnection.HTTP_CREATED, HttpURLConnection.HTTP_ACCEPTED, HttpURLConnection.HTTP_BAD_REQUEST};

    private final HubApi api;
    private final HubChanges changes;
    private final Budget budget;
    private final Pace pace;
    private final Teller teller;

    ServerStarter(HubApi api, HubChanges changes, Budget budget, Pace pace, Teller teller) {
        this.api = api;
        this.changes = changes;
        this.budget = budget;
        this.pace = pace;
        this.teller = teller;
    }

    /**
     * Starts them, and waits until none is pending any more or the budget ends.
     *
     * @return how many are ready
     */
    int start(List<String> names) throws InterruptedException, ConnectionException {
        int asked = 0;
        while (asked < names.size() && changes.goOn() && !budget.spent()) {
            String path = "api/users/" + HubApi.encoded(names.get(asked)) + "/server";
            if (changes.change("POST", path, null, STARTED).isPresent()) {
                asked++;
                teller.tell("servers asked for", asked, names.size(), "");
                pace.after(1, Duration.ZERO);
            }
        }
        return awaitReady(new HashSet<>(names));
    }

    private int awaitReady(Set<String> names) throws InterruptedException, ConnectionException {
        while (true) {
            List<HubServer> servers = api.usersWithServers().stream()
                    .filter(user -> names.contains(user.name()))
                    .flatMap(user -> user.servers().stream())
                    .toList();
            int ready = (int) servers.stream().filter(HubServer::ready).count();
            boolean pending = servers.stream().anyMatch(server -> !server.pending().isEmpty());
            teller.tell("servers ready", ready, names.size(), "");
            if (!pending || budget.spent()) {
                return ready;
            }
            budget.pause(LOOKING);
        }
    }
}

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
    private static final int PATIENCE = 6;

    /** Hears how far it is. */
    interface Listener {
        void tell(String doing, int done, int total, String detail);
    }

    private final HubApi api;
    private final Budget budget;
    private final Pace pace;
    private final Listener listener;
    private String trouble = "some of them do not become ready";

    ServerStarter(HubApi api, Budget budget, Pace pace, Listener listener) {
        this.api = api;
        this.budget = budget;
        this.pace = pace;
        this.listener = listener;
    }

    /** Why not all of them run. */
    String trouble() {
        return trouble;
    }

    /** Starts them and waits until the hub calls them ready, or until none is pending any more; returns how many are ready. */
    int start(List<String> names) throws InterruptedException, ConnectionException {
        int asked = 0;
        int failures = 0;
        while (asked < names.size() && failures < PATIENCE && !budget.spent()) {
            HubAnswer answer = api.send("POST", "api/users/" + HubApi.encoded(names.get(asked)) + "/server", null);
            // 400: it is running already.
            if (answer.status() / 100 == 2 || answer.status() == HttpURLConnection.HTTP_BAD_REQUEST) {
                failures = 0;
                listener.tell("servers asked for", ++asked, names.size(), "");
                pace.after(1, Duration.ZERO);
            } else if (HubFailures.passing(answer.status())) {
                failures++;
                trouble = HubFailures.of(answer, api.target()).getMessage();
                api.pause(answer.retryAfter() == null ? Duration.ofSeconds(failures) : answer.retryAfter());
            } else {
                throw HubFailures.of(answer, api.target());
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

package io.jenkins.plugins.prepullgate.hub;

import java.net.HttpURLConnection;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * What a route was found to be.
 *
 * @param server whose it is
 * @param took until the whole answer; null where there was none
 * @param detail what was seen, in a few words
 */
public record RouteAnswer(HubServer server, RouteState state, Duration took, String detail) {
    public RouteAnswer {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(detail, "detail");
    }

    /**
     * Reads an answer. A server that refuses a stranger, or does not know the path, is alive: like JupyterHub itself we take every answer below 500
     * as a sign of life. A request for which the proxy has no route goes to the hub, which redirects it to its own page about that server.
     */
    static RouteAnswer of(HubServer server, HttpResponse<?> response, Duration took, RouteSpec spec) {
        int status = response.statusCode();
        String location = response.headers().firstValue("Location").orElse("");
        if (status / 100 == 3 && location.contains("/hub/user/")) {
            return new RouteAnswer(server, RouteState.MISSING, took, "the proxy sends the request to the hub");
        }
        if (status >= HttpURLConnection.HTTP_INTERNAL_ERROR) {
            return new RouteAnswer(server, RouteState.DEAD, took, "is answered with " + status);
        }
        return new RouteAnswer(server, took.compareTo(spec.slowAfter()) > 0 ? RouteState.SLOW : RouteState.ALIVE, took, "answers " + status);
    }

    static RouteAnswer failed(HubServer server, Throwable failure) {
        RouteState state = HubFailures.noConnection(failure) ? RouteState.UNKNOWN : RouteState.DEAD;
        return new RouteAnswer(server, state, null, (state == RouteState.UNKNOWN ? "the proxy " : "") + HubFailures.words(failure));
    }

    /** The server's name, with the time if it was slow: {@code jane (1.3s)}. */
    String named() {
        boolean timed = took != null && state == RouteState.SLOW;
        return server.displayName() + (timed ? String.format(Locale.ROOT, " (%.1fs)", took.toMillis() / 1000.0) : "");
    }
}

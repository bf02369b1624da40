package io.jenkins.plugins.prepullgate.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import io.jenkins.plugins.prepullgate.rollout.Redaction;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A hub's REST API, one request after the other. What only reads is tried again where the hub is busy or a page is cut off; what changes something is
 * sent once, and whoever sends it decides.
 */
final class HubApi {
    /** The largest page that a hub gives by default. */
    private static final int PAGE = 200;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** What a hub may say at once, and in all pages of a list together: a user with a server takes a kilobyte. In bytes. */
    private static final int MOST = 128 << 20;
    private static final int TRIES = 4;
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HubClient client;
    private final Budget budget;
    private final int most;

    /** @param budget what all requests together may take */
    HubApi(HubClient client, Budget budget) {
        this(client, budget, MOST);
    }

    /** @param most how many bytes the hub may say at once, and in all pages of a list together */
    HubApi(HubClient client, Budget budget, int most) {
        this.client = client;
        this.budget = budget;
        this.most = most;
    }

    HubTarget target() {
        return client.target();
    }

    /**
     * Whether the hub serves.
     *
     * @return empty when it does; otherwise what keeps it, in a few words
     * @throws ConnectionException for what will not pass by itself, such as an untrusted certificate
     */
    String obstacle() throws InterruptedException, ConnectionException {
        try {
            int status = send("GET", "health", null).status();
            // Hubs before 1.0 have no such page; a proxy without a route to its hub has no page at all.
            status = status == HttpURLConnection.HTTP_NOT_FOUND ? send("GET", "api/", null).status() : status;
            return switch (status) {
                case HttpURLConnection.HTTP_OK -> "";
                case HttpURLConnection.HTTP_NOT_FOUND -> "answers 404: the proxy has no route to the hub, or there is no hub";
                case HttpURLConnection.HTTP_UNAVAILABLE -> "answers 503: the proxy is up, and the hub behind it is not";
                default -> "answers " + status;
            };
        } catch (ConnectionException e) {
            if (e.passing()) {
                return HubFailures.words(e.getCause() == null ? e : e.getCause());
            }
            throw e;
        }
    }

    /** Such as {@code 5.5.4}; empty where the hub does not say. */
    String version() throws InterruptedException, ConnectionException {
        return Redaction.brief(read("api/").path("version").asText(""));
    }

    /** Everybody. */
    List<HubUser> users() throws InterruptedException, ConnectionException {
        return users("");
    }

    /** Those with a server that runs, starts or stops. */
    List<HubUser> usersWithServers() throws InterruptedException, ConnectionException {
        // Hubs before 1.3 do not know the state and list everybody.
        return users("&state=active").stream().filter(user -> !user.servers().isEmpty()).toList();
    }

    /** One of them; empty when there is nobody of that name. */
    Optional<HubUser> user(String name) throws InterruptedException, ConnectionException {
        HubAnswer answer = tried("api/users/" + encoded(name));
        return answer.status() == HttpURLConnection.HTTP_NOT_FOUND
                ? Optional.empty()
                : Optional.of(HubShapes.user(whole(expect(answer, HttpURLConnection.HTTP_OK))));
    }

    private List<HubUser> users(String filter) throws InterruptedException, ConnectionException {
        // Users come and go between two pages: one who is seen twice counts once.
        Map<String, HubUser> users = new LinkedHashMap<>();
        for (JsonNode page : pages("api/users", filter)) {
            if (!page.isArray()) {
                throw strange("api/users", "is no list of users");
            }
            for (JsonNode node : page) {
                HubUser user = HubShapes.user(node);
                if (user.name().isEmpty()) {
                    throw strange("api/users", "holds a user without a name");
                }
                users.put(user.name(), user);
            }
        }
        return List.copyOf(users.values());
    }

    /** The proxy's whole table, the hub's own route and those of services included. */
    List<HubRoute> routes() throws InterruptedException, ConnectionException {
        Map<String, HubRoute> routes = new LinkedHashMap<>();
        for (JsonNode page : pages("api/proxy", "")) {
            if (!page.isObject()) {
                throw strange("api/proxy", "is no table of routes");
            }
            page.fields().forEachRemaining(entry -> routes.put(entry.getKey(), HubShapes.route(entry.getKey(), entry.getValue())));
        }
        return List.copyOf(routes.values());
    }

    /** The hub's own measurements, in Prometheus' text form. */
    String metrics() throws InterruptedException, ConnectionException {
        return expect(tried("metrics"), HttpURLConnection.HTTP_OK).body();
    }

    private List<JsonNode> pages(String path, String filter) throws InterruptedException, ConnectionException {
        List<JsonNode> pages = new ArrayList<>();
        int offset = 0;
        long said = 0;
        while (true) {
            HubAnswer whole = expect(tried(path + "?limit=" + PAGE + "&offset=" + offset + filter), HttpURLConnection.HTTP_OK);
            said += whole.body().length();
            if (said > most) {
                throw strange(path, "is, in its pages so far, larger than " + most + " bytes");
            }
            JsonNode answer = whole(whole);
            JsonNode paging = answer.path("_pagination");
            // A whole list, as of a hub 1.x. A table of routes is an object as well, but none of its keys is "_pagination".
            pages.add(paging.isObject() ? answer.path("items") : answer);
            JsonNode next = paging.path("next");
            if (!next.isObject()) {
                return pages;
            }
            if (next.path("offset").asInt() <= offset) {
                throw strange(path, "has the page after " + offset + " once again");
            }
            offset = next.path("offset").asInt();
        }
    }

    private ConnectionException strange(String path, String what) {
        return new ConnectionException(Kind.REJECTED, "hub " + target().displayName() + ": GET " + path + ": the answer " + what);
    }

    private JsonNode read(String path) throws InterruptedException, ConnectionException {
        return whole(expect(tried(path), HttpURLConnection.HTTP_OK));
    }

    private JsonNode whole(HubAnswer answer) throws ConnectionException {
        return answer.json().orElseThrow(() -> new ConnectionException(
                Kind.UNAVAILABLE, "hub " + target().displayName() + ": " + answer.request() + ": the answer is no JSON, or is cut off"));
    }

    private HubAnswer expect(HubAnswer answer, int status) throws ConnectionException {
        if (answer.status() != status) {
            throw HubFailures.of(answer, target());
        }
        return answer;
    }

    private HubAnswer tried(String path) throws InterruptedException, ConnectionException {
        Duration pause = FIRST_RETRY;
        for (int tried = 1; ; tried++) {
            Duration asked = null;
            try {
                HubAnswer answer = send("GET", path, null);
                boolean whole = answer.status() != HttpURLConnection.HTTP_OK || path.startsWith("metrics") || answer.json().isPresent();
                if (tried == TRIES || whole && !HubFailures.passing(answer.status())) {
                    return answer;
                }
                asked = answer.retryAfter();
            } catch (ConnectionException e) {
                if (tried == TRIES || !e.passing() || budget.spent()) {
                    throw e;
                }
            }
            pause(asked == null ? pause : asked);
            pause = pause.multipliedBy(2);
        }
    }

    /** Waits before another try, no longer than is sensible however long the hub asks for. */
    void pause(Duration time) throws InterruptedException {
        budget.pause(time.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : time);
    }

    /**
     * Sends one request, once.
     *
     * @param body null for none
     * @throws ConnectionException when there is no answer
     */
    HubAnswer send(String method, String path, Object body) throws InterruptedException, ConnectionException {
        Duration left = budget.left();
        if (left.isZero()) {
            throw new ConnectionException(Kind.UNREACHABLE, "hub " + target().displayName() + ": no time is left of the budget");
        }
        HttpRequest.Builder request = client.toHub(path).method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json(body)));
        long begun = System.nanoTime();
        CompletableFuture<HttpResponse<String>> answer = client.send(request, BoundedBody.upTo(most), left.compareTo(LIMIT) < 0 ? left : LIMIT);
        try {
            HttpResponse<String> response = answer.get();
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            return new HubAnswer(method + " " + path.replaceFirst("\\?.*", ""), response.statusCode(), response.body(), retryAfter(response), took);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw HubFailures.of(e.getCause(), target());
        }
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(null);
    }

    private static String json(Object body) {
        return JSON.valueToTree(body).toString();
    }

    /** A user's name as a part of a path. */
    static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

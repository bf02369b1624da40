package io.jenkins.plugins.prepullgate.hub;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.rules.ExternalResource;

/**
 * A hub that misbehaves on demand, which a real one does not: busy, broken, cut-off and strange answers. Everything else is tested on a real hub
 * ({@code *RealHubTest}).
 */
public class ScriptedHub extends ExternalResource {
    /** Answers one request. */
    public interface Script {
        Reply answer(String method, String path, String body);
    }

    /** @param header {@code Name: value}, or empty */
    public record Reply(int status, String body, String header, boolean cutOff) {
        public static Reply of(int status, String body) {
            return new Reply(status, body, "", false);
        }

        public static Reply json(String body) {
            return of(200, body);
        }
    }

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private volatile Consumer<Headers> listener = headers -> {};
    private ExecutorService threads;
    private HttpServer server;
    private HubClient client;

    @Override
    protected void before() throws IOException, ConnectionException {
        threads = Executors.newCachedThreadPool();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        client = HubClient.connect(target());
        on("/hub/health", (method, path, body) -> Reply.of(200, ""));
        on("/hub/api/", (method, path, body) -> Reply.json("{\"version\": \"5.5.4\"}"));
    }

    @Override
    protected void after() {
        client.close();
        server.stop(0);
        threads.shutdownNow();
    }

    /** Answers requests whose path begins like this; the longest beginning wins. */
    public void on(String path, Script script) {
        scripts.put(path, script);
    }

    /** Shows the headers of each request. */
    void onHeaders(Consumer<Headers> headers) {
        listener = headers;
    }

    public HubTarget target() throws ConnectionException {
        return HubTarget.of("http://127.0.0.1:" + server.getAddress().getPort(), "secret-token", "");
    }

    HubClient client() {
        return client;
    }

    /** Method and path with its query, in the order of their arrival. */
    public List<String> requests() {
        return requests;
    }

    /** How many requests were under way at once, at most. */
    int most() {
        return most.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream in = exchange.getRequestBody()) {
            String path = exchange.getRequestURI().getPath();
            listener.accept(exchange.getRequestHeaders());
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Script script = scripts.entrySet().stream()
                    .filter(entry -> path.startsWith(entry.getKey()))
                    .max(Map.Entry.comparingByKey((a, b) -> a.length() - b.length()))
                    .map(Map.Entry::getValue)
                    .orElse((m, p, b) -> Reply.of(404, ""));
            send(exchange, counted(() -> script.answer(exchange.getRequestMethod(), exchange.getRequestURI().toString(), body)));
        }
    }

    /** Under way until it is answered: with the answer in hand a client may ask again before this thread goes on. */
    private Reply counted(Supplier<Reply> answer) {
        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try {
            return answer.get();
        } finally {
            underWay.decrementAndGet();
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        if (!reply.header().isEmpty()) {
            String[] parts = reply.header().split(": ", 2);
            exchange.getResponseHeaders().add(parts[0], parts[1]);
        }
        int length = reply.cutOff() ? bytes.length + 100 : bytes.length;
        exchange.sendResponseHeaders(reply.status(), length == 0 ? -1 : length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
        }
    }

    /** The JSON of a user with every field, who was never active and has no server. */
    public static String idleUser(String name) {
        String rest = "\"admin\": false, \"groups\": [], \"created\": \"2020-01-01T00:00:00Z\", \"last_activity\": null, \"servers\": {}";
        return "{\"name\": \"" + name + "\", " + rest + "}";
    }

    /** A recorded answer. */
    static String recorded(String name) {
        try (InputStream in = ScriptedHub.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

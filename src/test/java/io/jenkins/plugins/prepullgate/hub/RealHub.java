package io.jenkins.plugins.prepullgate.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.testbed.Scripts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Assume;
import org.junit.rules.ExternalResource;

/**
 * A real JupyterHub behind its real proxy, on loopback, for one test class. Where the hub's packages are not installed the class is skipped, and the
 * reason says how to get them.
 */
public class RealHub extends ExternalResource {
    private static final int NOT_BUILT = 3;

    private final int users;
    private final int servers;
    private final List<HubClient> clients = new ArrayList<>();
    private Path directory;
    private JsonNode settings;

    /** @param servers how many of the users have a running server; one process plays all of these servers */
    public RealHub(int users, int servers) {
        this.users = users;
        this.servers = servers;
    }

    @Override
    protected void before() throws IOException {
        Path parent = Files.createTempDirectory("prepull-gate-");
        directory = parent.resolve("hub");
        // It ends with this process, should that be killed before it gets to after().
        String owner = Long.toString(ProcessHandle.current().pid());
        Scripts.Outcome up = Scripts.run(
                "hub/up",
                "--dir", directory.toString(),
                "--users", Integer.toString(users),
                "--servers", Integer.toString(servers),
                "--owner", owner);
        if (up.status() == NOT_BUILT) {
            Files.delete(parent);
        }
        Assume.assumeTrue("the tests on a real JupyterHub: " + up.output().strip(), up.status() != NOT_BUILT);
        up.orFail();
        settings = new ObjectMapper().readTree(directory.resolve("settings.json").toFile());
    }

    @Override
    protected void after() {
        clients.forEach(HubClient::close);
        if (settings != null) {
            Scripts.run("down", "--dir", directory.toString()).orFail();
            directory.getParent().toFile().delete();
        }
    }

    /**
     * A client with the rights of one of the hub's accounts.
     *
     * @param account {@code gate}, {@code seeder}, {@code pruner} or {@code nobody}
     */
    HubClient client(String account) throws ConnectionException {
        HubClient client = HubClient.connect(HubTarget.of(url(), settings.at("/tokens/" + account).asText(), ""));
        clients.add(client);
        return client;
    }

    public String url() {
        return "http://127.0.0.1:" + settings.get("public").asInt();
    }

    /** The folder with its tokens, {@code gate.token} and the like. */
    public Path directory() {
        return directory;
    }

    /** Stops or starts {@code hub}, {@code proxy} or {@code stubs}. */
    void component(String action, String name) {
        Scripts.run("component", "--dir", directory.toString(), action, name).orFail();
    }

    /** Ends the played server of user number {@code i}, from 1 on: its pod would still run, and nobody answers. */
    void killServer(int i) throws IOException, InterruptedException {
        stubs("close?port=" + port(i));
    }

    /** Makes the played server of user number {@code i} slow. */
    void slowServer(int i, double seconds) throws IOException, InterruptedException {
        stubs("slow?seconds=" + seconds + "&port=" + port(i));
    }

    private int port(int i) throws IOException {
        return new ObjectMapper().readTree(directory.resolve("ports.json").toFile()).get(i - 1).asInt();
    }

    private void stubs(String command) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + settings.get("stubs").asInt() + "/" + command)).POST(BodyPublishers.noBody()));
    }

    /** Deletes a route at the proxy, behind the hub's back. */
    void deleteRoute(String user) throws IOException, InterruptedException {
        proxy("DELETE", user, BodyPublishers.noBody());
    }

    /** Adds a route at the proxy to a server that does not run, marked as the hub marks its own. */
    void addRoute(String user) throws IOException, InterruptedException {
        String route = "{\"target\": \"http://127.0.0.1:9\", \"user\": \"%s\", \"server_name\": \"\", \"jupyterhub\": true}";
        proxy("POST", user, BodyPublishers.ofString(route.formatted(user)));
    }

    private void proxy(String method, String user, HttpRequest.BodyPublisher body) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + settings.get("proxy").asInt() + "/api/routes/user/" + user);
        send(HttpRequest.newBuilder(uri).header("Authorization", "token " + settings.get("proxy_token").asText()).method(method, body));
    }

    private static void send(HttpRequest.Builder request) throws IOException, InterruptedException {
        int status = HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding()).statusCode();
        if (status / 100 != 2) {
            throw new IllegalStateException("answered with " + status);
        }
    }

    /** The one server that is a process of its own, a child of the hub, and not played. */
    ProcessHandle serverProcess() throws IOException {
        long own = Long.parseLong(Files.readString(directory.resolve("run/hub.pid")).trim());
        return ProcessHandle.of(own).orElseThrow().children().findFirst().orElseThrow();
    }

    /** How long the hub was unresponsive at worst since it started, in seconds, by its own log; 0 when it never was. */
    double longestFreeze() throws IOException {
        return Files.readAllLines(directory.resolve("logs/hub.log")).stream()
                .filter(line -> line.contains("Event loop was unresponsive for at least "))
                .mapToDouble(line -> Double.parseDouble(line.replaceFirst(".*at least ", "").replaceFirst("s!.*", "")))
                .max()
                .orElse(0);
    }
}

package io.jenkins.plugins.prepullgate.testbed.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * Plain HTTP by which a test in another process steers a registry: {@code GET /ca.pem}, {@code GET /log[/REPOSITORY]}, {@code DELETE /log},
 * {@code PUT|DELETE /repositories/PATH} and {@code /hosts/NAME} with the words as body, {@code POST /down}, {@code POST /up}.
 */
public final class ControlPort implements AutoCloseable {
    private final MisbehavingRegistry registry;
    private final HttpServer server;

    /** @param wanted an address that only the test can reach; there is no password */
    public ControlPort(InetSocketAddress wanted, MisbehavingRegistry registry) throws IOException {
        this.registry = registry;
        server = HttpServer.create(wanted, 0);
        server.createContext("/", this::handle);
        server.start();
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).trim();
            int status = 200;
            String answer;
            try {
                answer = done(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), body);
                status = answer == null ? 404 : 200;
            } catch (IllegalArgumentException | UncheckedIOException e) {
                answer = e.getMessage() + "\n";
                status = 400;
            }
            byte[] bytes = (answer == null ? "unknown\n" : answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Null when there is no such thing to do. */
    private String done(String method, String path, String body) {
        String[] parts = path.substring(1).split("/", 2);
        String rest = parts.length > 1 ? parts[1] : "";
        switch (method + " " + parts[0]) {
            case "GET ca.pem" -> {
                return registry.authorityPem();
            }
            case "GET log" -> {
                return registry.log(rest).stream().map(entry -> entry.json() + "\n").collect(Collectors.joining());
            }
            case "DELETE log" -> registry.clearLog();
            case "PUT repositories" -> registry.failRepository(rest, body);
            case "DELETE repositories" -> registry.failRepository(rest, null);
            case "PUT hosts" -> registry.failHost(rest, body);
            case "DELETE hosts" -> registry.failHost(rest, null);
            case "POST down" -> registry.goDown();
            case "POST up" -> registry.comeUp();
            default -> {
                return null;
            }
        }
        return "";
    }
}

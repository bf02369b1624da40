package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** An API server, or somebody in its place, cannot send the gate and its credentials elsewhere. */
public class RedirectTest {
    private final List<String> elsewhere = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private HttpServer other;

    @Before
    public void start() throws IOException {
        other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            elsewhere.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        other.start();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + other.getAddress().getPort() + "/metadata");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
    }

    @After
    public void stop() {
        server.stop(0);
        other.stop(0);
    }

    @Test
    public void aRedirectIsNotFollowed() throws Exception {
        ClusterTarget target = ClusterTarget.of("http://localhost:" + server.getAddress().getPort(), new Credentials.Token("secret"));
        try (ClusterClient client = ClusterClient.connect(target)) {
            ConnectionException failure = catchThrowableOfType(ConnectionException.class, client::nodes);

            assertThat(elsewhere).isEmpty();
            assertThat(failure).hasMessageContaining("the API server answers 302");
        }
    }
}

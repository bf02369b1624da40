package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** A server that only ever asks to be left alone, and at times absurdly: what the HTTP client makes of it by itself, and what we make of it. */
public class BusyServerTest {
    private static final String ABSURD = "99999999999999999999";

    private final AtomicInteger requests = new AtomicInteger();
    private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    /** What it answers, one after the other, over and over. */
    private volatile List<Integer> codes = List.of(503);

    private volatile String retryAfter = "0";
    private HttpServer server;

    @Before
    public void serve() throws IOException {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            // Threads of other tests may end late, and badly.
            if (Arrays.stream(failure.getStackTrace()).anyMatch(frame -> frame.getClassName().startsWith("okhttp3."))) {
                uncaught.add(failure);
            }
        });
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @After
    public void end() {
        server.stop(0);
        Thread.setDefaultUncaughtExceptionHandler(before);
        assertThat(uncaught).isEmpty();
    }

    private void answer(HttpExchange exchange) throws IOException {
        int code = codes.get(requests.getAndIncrement() % codes.size());
        exchange.getResponseHeaders().set("Retry-After", retryAfter);
        exchange.sendResponseHeaders(code, -1);
        exchange.close();
    }

    private ClusterTarget target() {
        return ClusterTarget.of("http://127.0.0.1:" + server.getAddress().getPort(), new Credentials.None());
    }

    private ConnectionException failure(ClusterClient client, ThrowingCallable request) {
        Throwable failure = catchThrowable(request);
        assertThat(failure).isNotNull();
        return Failures.of(failure, client.target());
    }

    /** The HTTP client breaks on such a one in the answers 408 and 503. */
    @Test
    public void aTimeThatIsNoNumberOfSecondsForAnybodyIsTheLongest() throws Exception {
        retryAfter = ABSURD;
        try (ClusterClient client = ClusterClient.connect(target())) {
            for (int code : new int[] {408, 429, 500, 503}) {
                codes = List.of(code);
                List<ThrowingCallable> ways = List.of(
                        client.fabric8().nodes()::list,
                        () -> client.get("/api/v1/nodes", "application/json", Node.class),
                        () -> client.watch("/api/v1/nodes?watch=true", Node.class, null));
                for (ThrowingCallable way : ways) {
                    ConnectionException failure = failure(client, way);
                    assertThat(failure.retryAfter()).as("%d: %s", code, failure.getMessage()).isEqualTo(RetryAfter.LONGEST);
                    assertThat(failure).hasMessageContaining("the API server answers " + (code == 408 ? 503 : code));
                }
            }
        }
    }

    /** The HTTP client itself asks once more where it is told "at once", and not for ever. */
    @Test
    public void aServerThatAsksForNoTimeIsNotAskedForEver() throws Exception {
        try (ClusterClient client = ClusterClient.connect(target())) {
            assertThat(failure(client, client.fabric8().nodes()::list).kind()).isEqualTo(ConnectionException.Kind.UNAVAILABLE);
            assertThat(requests).hasValue(2);
            requests.set(0);
            codes = List.of(408, 503);
            failure(client, client.fabric8().nodes()::list);
            assertThat(requests.get()).isLessThan(25);
        }
    }

    @Test
    public void aStartIsHeldUpNoLongerThanAnOutageMayLast() throws Exception {
        retryAfter = "3600";
        try (ClusterClient client = ClusterClient.connect(target(), new Forbearance(Duration.ofSeconds(50), told::add))) {
            ConnectionException failure = catchThrowableOfType(ConnectionException.class, () -> client.check("jhub"));
            assertThat(failure).hasMessageContaining("it asks to be left alone for 3600 s");
        }
        assertThat(requests).as("at once").hasValue(1);
        assertThat(told).isEmpty();
    }

    @Test
    public void aPauseThatIsAskedForIsTold() throws Exception {
        retryAfter = "1";
        try (ClusterClient client = ClusterClient.connect(target(), new Forbearance(Duration.ofSeconds(60), told::add))) {
            assertThat(catchThrowable(() -> client.check("jhub"))).isInstanceOf(ConnectionException.class);
        }
        assertThat(requests).hasValue(3);
        assertThat(told)
                .hasSize(2)
                .allMatch(line -> line.matches("cluster .*: the API server answers 503.*; it asks to be left alone for 1 s; waiting 1 s"));
    }

    /** All requests together, until one is answered. */
    @Test
    public void whatIsLeftOfAnOutageIsLess() throws Exception {
        retryAfter = "1";
        try (ClusterClient client = ClusterClient.connect(target(), new Forbearance(Duration.ofSeconds(3), told::add))) {
            catchThrowable(client::nodes);
            catchThrowable(client::nodes);
            assertThat(requests).hasValue(5);
            catchThrowable(client::nodes);
            assertThat(requests).hasValue(6);
            assertThat(told).hasSize(3);
            assertThat(client.call(() -> "an answer")).isNotEmpty();
            catchThrowable(client::nodes);
            assertThat(requests).hasValue(9);
        }
    }
}

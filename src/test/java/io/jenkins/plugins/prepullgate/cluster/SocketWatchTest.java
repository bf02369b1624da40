package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.awaitility.core.ConditionFactory;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

public class SocketWatchTest {
    private static final String PATH = "/api/v1/nodes?watch=true";

    @Rule
    public final MockApi api = new MockApi();

    /** Held, since loggers that nobody holds forget their level. */
    private final Logger noise = Logger.getLogger("io.fabric8.mockwebserver");

    private final KubernetesMockServer server = new KubernetesMockServer(false);
    private final Heard heard = new Heard();
    private ClusterClient client;

    @Before
    public void open() throws Exception {
        noise.setLevel(Level.WARNING);
        server.init();
        client = ClusterClient.connect(ClusterTarget.of("http://localhost:" + server.getPort() + "/", new Credentials.Token("t")));
    }

    @After
    public void close() {
        client.close();
        MockApi.end(server);
    }

    @Test
    public void everyKindOfEventIsHeardInOrder() {
        says(event("ADDED", node("a", "1")), event("MODIFIED", node("a", "2")), event("DELETED", node("a", "3")), event("BOOKMARK", node("", "9")));

        watch();

        soon().untilAsserted(() -> assertThat(heard.words).startsWith("put a 1", "put a 2", "removed a", "up to 9"));
    }

    @Test
    public void whatIsTooOldIsToldAsSuch() {
        says(event("ERROR", "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":410,\"message\":\"too old resource version\"}"));

        watch();

        soon().untilAsserted(() -> assertThat(heard.words).containsExactly("ended"));
        assertThat(Failures.gone(heard.cause)).isTrue();
    }

    @Test
    public void whatCannotBeUnderstoodEndsTheWatchWithAWordOfWhy() {
        says("{not json", event("ADDED", node("a", "1")));

        watch();

        soon().untilAsserted(() -> assertThat(heard.words).containsExactly("ended"));
        assertThat(heard.cause).isNotNull();
    }

    @Test
    public void anotherKindOfObjectOrEventEndsTheWatch() {
        says(event("ADDED", "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"p\"}}"));

        watch();

        soon().untilAsserted(() -> assertThat(heard.words).containsExactly("ended"));
        assertThat(heard.cause).hasMessageContaining("a watch of Node sent something else");
    }

    @Test
    public void whoMayNotWatchIsToldSo() {
        server.expect().get().withPath(PATH).andReturn(403, "").always();

        assertThatThrownBy(this::watch).isInstanceOfSatisfying(KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
        ConnectionException explained = Failures.of(catchFailure(), client.target());
        assertThat(explained.kind()).isEqualTo(ConnectionException.Kind.FORBIDDEN);
        assertThat(explained).hasMessageEndingWith("may not watch /api/v1/nodes");
    }

    @Test
    public void aServerThatAcceptsAndSaysNothingIsGivenUpInTime() throws Exception {
        try (Wire wire = new Wire(server.getPort())) {
            wire.silence();
            Tuning hasty = new Tuning(
                    Duration.ofMillis(200), Duration.ofMillis(300), Duration.ofSeconds(10), Duration.ofMillis(1), Duration.ofMillis(1),
                    Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1));
            try (ClusterClient patient = ClusterClient.connect(ClusterTarget.of(wire.url(), new Credentials.None()), hasty)) {
                assertThatThrownBy(() -> patient.watch(PATH, Node.class, heard)).satisfies(e -> assertThat(Failures.of(e, patient.target()).kind())
                        .isEqualTo(ConnectionException.Kind.UNREACHABLE));
            }
        }
        assertThat(heard.words).isEmpty();
    }

    @Test
    public void anEndThatWeMadeIsNotTold() throws Exception {
        try (ClusterClient other = ClusterClient.connect(api.target())) {
            Feed.Line line = other.watch(PATH, Node.class, heard);
            line.close();
            line.close();
        }

        assertThat(heard.words).isEmpty();
    }

    @Test
    public void theEndOfTheConnectionIsTold() throws Exception {
        try (Wire wire = new Wire(api.port());
                ClusterClient other = ClusterClient.connect(ClusterTarget.of(wire.url(), new Credentials.None()))) {
            other.watch(PATH, Node.class, heard);
            assertThat(heard.words).isEmpty();

            wire.cut();

            soon().untilAsserted(() -> assertThat(heard.words).containsExactly("ended"));
            assertThat(heard.cause).isNotNull();
        }
    }

    @Test
    public void selectorsAndVersionsAreSentAsTheServerReadsThem() {
        String query = new Selection("a=b,c=d", "reason!=x").watchQuery("17");

        assertThat(URI.create("http://x/?" + query).getQuery())
                .isEqualTo("allowWatchBookmarks=true&fieldSelector=reason!=x&labelSelector=a=b,c=d&resourceVersion=17&watch=true");
        assertThat(Selection.ALL.watchQuery("")).isEqualTo("allowWatchBookmarks=true&watch=true");
    }

    private Feed.Line watch() {
        return client.watch(PATH, Node.class, heard);
    }

    private Throwable catchFailure() {
        try {
            watch();
            return null;
        } catch (KubernetesClientException e) {
            return e;
        }
    }

    private void says(String... messages) {
        var socket = server.expect().get().withPath(PATH).andUpgradeToWebSocket().open();
        long delay = 0;
        for (String message : messages) {
            delay += 20;
            socket = socket.waitFor(delay).andEmit(message);
        }
        socket.done().once();
    }

    private static String event(String type, String object) {
        return "{\"type\":\"" + type + "\",\"object\":" + object + "}";
    }

    private static String node(String name, String version) {
        return "{\"kind\":\"Node\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"" + name + "\",\"resourceVersion\":\"" + version + "\"}}";
    }

    private static ConditionFactory soon() {
        return await().ignoreExceptions().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(5));
    }

    /** What was heard, in words. */
    private static final class Heard implements Feed.Listener<Node> {
        private final List<String> words = new CopyOnWriteArrayList<>();
        private volatile Throwable cause;

        @Override
        public void put(Node object) {
            words.add("put " + object.getMetadata().getName() + " " + object.getMetadata().getResourceVersion());
        }

        @Override
        public void removed(Node object) {
            words.add("removed " + object.getMetadata().getName());
        }

        @Override
        public void upTo(String version) {
            words.add("up to " + version);
        }

        @Override
        public void ended(Throwable why) {
            cause = why;
            words.add("ended");
        }
    }
}

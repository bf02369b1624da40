package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import java.time.Duration;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.Rule;
import org.junit.Test;

public class ClusterClientTest {
    private static final Tuning HASTY = hasty(Duration.ofSeconds(10));

    @Rule
    public final MockApi api = new MockApi();

    @Test
    public void nodesComeSortedByName() throws Exception {
        for (String name : new String[] {"user-2", "core-1", "user-1"}) {
            api.admin().resource(new NodeBuilder().withNewMetadata().withName(name).endMetadata().build()).create();
        }
        try (ClusterClient client = ClusterClient.connect(api.target())) {
            assertThat(client.nodes()).extracting(NodeFacts::name).containsExactly("core-1", "user-1", "user-2");
        }
        assertThat(api.requests()).containsExactly("GET /api/v1/nodes?limit=500");
    }

    @Test
    public void aServerThatFailsForAMomentIsAskedAgain() throws Exception {
        api.refuseOnce("/api/v1/nodes.*", 503, "starting");

        try (ClusterClient client = ClusterClient.connect(api.target(), HASTY)) {
            assertThat(client.nodes()).isEmpty();
        }
        assertThat(api.requests()).hasSize(2);
    }

    @Test
    public void aServerThatKeepsFailingIsAskedThreeTimes() throws Exception {
        api.refuse("/api/v1/nodes.*", 503, "starting");

        try (ClusterClient client = ClusterClient.connect(api.target(), HASTY)) {
            assertFails(client::nodes, Kind.UNAVAILABLE, message -> message.contains("503: starting"));
        }
        assertThat(api.requests()).hasSize(3);
    }

    @Test
    public void whoIsRefusedIsToldSoAtOnce() throws Exception {
        api.refuse("/api/v1/nodes.*", 403, "nodes is forbidden");

        try (ClusterClient client = ClusterClient.connect(api.target(), HASTY)) {
            assertFails(client::nodes, Kind.FORBIDDEN, message -> message.endsWith(": nodes is forbidden"));
            api.refuse("/api/v1/nodes.*", 401, "Unauthorized");
            assertFails(client::nodes, Kind.UNAUTHORIZED, message -> message.contains("401"));
        }
        assertThat(api.requests()).hasSize(2);
    }

    @Test
    public void aNamespaceThatIsThereMayBeWatched() throws Exception {
        api.admin().resource(new NamespaceBuilder().withNewMetadata().withName("jhub").endMetadata().build()).create();

        try (ClusterClient client = ClusterClient.connect(api.target())) {
            client.check("jhub");
        }
        assertThat(api.requests()).hasSize(2);
    }

    @Test
    public void aNamespaceWithADaemonSetIsThere() throws Exception {
        api.admin().resource(new DaemonSetBuilder().withNewMetadata().withName("agent").withNamespace("jhub").endMetadata().build()).create();

        try (ClusterClient client = ClusterClient.connect(api.target())) {
            client.check("jhub");
        }
        assertThat(api.requests()).containsExactly("GET /apis/apps/v1/namespaces/jhub/daemonsets?limit=1");
    }

    @Test
    public void aNamespaceThatIsNotThereIsNamedAlsoToWhoMayListNothing() throws Exception {
        api.refuse("/apis/apps/v1/namespaces/nowhere/daemonsets.*", 403, "daemonsets is forbidden");

        try (ClusterClient client = ClusterClient.connect(api.target().withName("prod"))) {
            assertFails(() -> client.check("nowhere"), Kind.NO_SUCH_NAMESPACE, "cluster prod has no namespace 'nowhere'"::equals);
        }
    }

    @Test
    public void aNamespaceThatIsNotThereIsNamed() throws Exception {
        try (ClusterClient client = ClusterClient.connect(api.target().withName("prod"))) {
            assertFails(() -> client.check("nowhere"), Kind.NO_SUCH_NAMESPACE, "cluster prod has no namespace 'nowhere'"::equals);
        }
    }

    @Test
    public void aRoleInTheNamespaceIsEnough() throws Exception {
        api.refuse("/api/v1/namespaces/jhub", 403, "namespaces is forbidden");

        try (ClusterClient client = ClusterClient.connect(api.target())) {
            client.check("jhub");
            api.refuse("/apis/apps/v1/namespaces/jhub/daemonsets.*", 403, "daemonsets is forbidden");
            assertFails(() -> client.check("jhub"), Kind.FORBIDDEN, message -> message.contains("daemonsets is forbidden"));
        }
    }

    @Test
    public void nobodyThereIsUnreachable() throws Exception {
        Wire wire = new Wire(api.port());
        wire.unplug();
        try (ClusterClient client = ClusterClient.connect(ClusterTarget.of(wire.url(), new Credentials.None()), HASTY)) {
            assertFails(client::nodes, Kind.UNREACHABLE, message -> message.contains("cannot be connected to"));
        }
    }

    @Test
    public void aServerThatSaysNothingIsUnreachableInTime() throws Exception {
        try (Wire wire = new Wire(api.port())) {
            wire.silence();
            ClusterTarget target = ClusterTarget.of(wire.url(), new Credentials.None());
            try (ClusterClient client = ClusterClient.connect(target, hasty(Duration.ofMillis(300)))) {
                assertFails(client::nodes, Kind.UNREACHABLE, message -> message.endsWith("does not answer in time"));
            }
        }
    }

    @Test
    public void aNameThatIsNotKnownIsUnreachable() throws Exception {
        try (ClusterClient client = ClusterClient.connect(ClusterTarget.of("https://api.invalid:6443", new Credentials.None()), HASTY)) {
            assertFails(client::nodes, Kind.UNREACHABLE, message -> message.contains("api.invalid"));
        }
    }

    @Test
    public void aServerWithoutTlsIsNotTrusted() throws Exception {
        ClusterTarget target = ClusterTarget.of("https://localhost:" + api.port(), new Credentials.None());
        try (ClusterClient client = ClusterClient.connect(target, HASTY)) {
            assertFails(client::nodes, Kind.TLS, message -> message.contains("TLS fails"));
        }
    }

    @Test
    public void certificatesThatAreNoneAreRefusedBeforeAnythingIsSent() {
        ClusterTarget target = api.target().withCa("-----BEGIN CERTIFICATE-----\nno\n-----END CERTIFICATE-----");

        assertFails(() -> ClusterClient.connect(target).close(), Kind.CONFIGURATION, message -> message.contains("cannot be used"));
    }

    @Test
    public void aTokenIsSentAndNotShown() throws Exception {
        ClusterTarget target = api.target().withCredentials(new Credentials.Token("hush-hush"));
        try (ClusterClient client = ClusterClient.connect(target)) {
            client.nodes();
            assertThat(client.toString()).doesNotContain("hush");
        }
        assertThat(api.authorizations()).containsExactly("Bearer hush-hush");
    }

    /** Tries again at once. */
    private static Tuning hasty(Duration request) {
        return new Tuning(
                request,
                request,
                Duration.ofSeconds(10),
                Duration.ofMillis(1),
                Duration.ofMillis(2),
                Duration.ofMillis(50),
                Duration.ofMillis(50),
                Duration.ofSeconds(5));
    }

    private static void assertFails(ThrowingCallable call, Kind kind, Predicate<String> message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ConnectionException.class, e -> {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
            assertThat(e.getMessage()).matches(message).doesNotContain("\n");
        });
    }
}

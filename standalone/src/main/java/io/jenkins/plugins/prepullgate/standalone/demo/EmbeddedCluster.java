package io.jenkins.plugins.prepullgate.standalone.demo;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.jenkins.plugins.prepullgate.cluster.ClusterClient;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ClusterWatches;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.Credentials;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** An API server in this process, on a free loopback port, with a cluster in it. It stores and watches; it has no controllers. */
final class EmbeddedCluster implements AutoCloseable {
    static final PullerQuery QUERY = PullerQuery.hook("jhub");
    static final String MASTER = "k8s-master-0";
    static final List<String> AGENTS = List.of("k8s-agent-0", "k8s-agent-1");

    private final KubernetesMockServer server;
    private final ClusterTarget target;
    private final ClusterClient admin;
    /** Held open: the server gets stuck when a watch ends while it writes to it. */
    private final RolloutSource watched;

    private final Seen<RolloutView> seen = new Seen<>();

    EmbeddedCluster(String name, ClusterWatches watches) throws ConnectionException {
        server = new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), new KubernetesCrudDispatcher(), false);
        server.init();
        target = ClusterTarget.of("http://localhost:" + server.getPort(), new Credentials.None()).withName(name);
        admin = ClusterClient.connect(target);
        load("nodes.yaml", Map.of()).forEach(node -> client().resource(node).create());
        watched = watches.open(target, QUERY);
        watched.onChange(() -> seen.now(watched.view()));
    }

    ClusterTarget target() {
        return target;
    }

    KubernetesClient client() {
        return admin.fabric8();
    }

    /** {@code kubectl cordon}, or {@code kubectl uncordon}. Returns when those who watch know it. */
    void cordon(String node, boolean on) throws InterruptedException {
        client().nodes().withName(node).edit(n -> cordoned(n, on));
        shows(
                node + " is " + (on ? "cordoned" : "uncordoned"),
                view -> view.nodes().stream().anyMatch(n -> n.name().equals(node) && n.unschedulable() == on));
    }

    /** Returns when those who watch see it so. */
    void shows(String what, Predicate<RolloutView> condition) throws InterruptedException {
        seen.await(what, condition);
    }

    private static Node cordoned(Node node, boolean on) {
        return new NodeBuilder(node).editSpec().withUnschedulable(on ? true : null).endSpec().build();
    }

    /** The objects of a file beside this class, in which <code>${name}</code> stands for a value. */
    List<HasMetadata> load(String file, Map<String, String> values) {
        try (InputStream in = EmbeddedCluster.class.getResourceAsStream(file)) {
            String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                yaml = yaml.replace("${" + value.getKey() + "}", value.getValue());
            }
            return client().load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).items();
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's own " + file + " cannot be read", e);
        }
    }

    @Override
    public void close() {
        watched.close();
        admin.close();
        server.destroy();
    }
}

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
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.Credentials;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;

/** An API server in this process, on a free loopback port, with a cluster in it. It stores and watches; it has no controllers. */
final class EmbeddedCluster implements AutoCloseable {
    static final String NAMESPACE = "jhub";
    static final String MASTER = "k8s-master-0";
    static final List<String> AGENTS = List.of("k8s-agent-0", "k8s-agent-1");

    private final KubernetesMockServer server;
    private final ClusterTarget target;
    private final ClusterClient admin;

    EmbeddedCluster(String name) throws ConnectionException {
        server = new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), new KubernetesCrudDispatcher(), false);
        server.init();
        target = ClusterTarget.of("http://localhost:" + server.getPort(), new Credentials.None()).withName(name);
        admin = ClusterClient.connect(target);
        load("nodes.yaml").forEach(node -> client().resource(node).create());
    }

    ClusterTarget target() {
        return target;
    }

    KubernetesClient client() {
        return admin.fabric8();
    }

    /** {@code kubectl cordon}, or {@code kubectl uncordon}. */
    void cordon(String node, boolean on) {
        client().nodes().withName(node).edit(n -> cordoned(n, on));
    }

    private static Node cordoned(Node node, boolean on) {
        return new NodeBuilder(node).editSpec().withUnschedulable(on ? true : null).endSpec().build();
    }

    /** The objects of a file beside this class. */
    List<HasMetadata> load(String file) {
        try (InputStream yaml = EmbeddedCluster.class.getResourceAsStream(file)) {
            return client().load(yaml).items();
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's own " + file + " cannot be read", e);
        }
    }

    @Override
    public void close() {
        admin.close();
        server.destroy();
    }
}

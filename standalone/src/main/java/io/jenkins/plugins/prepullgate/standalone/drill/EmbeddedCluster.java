package io.jenkins.plugins.prepullgate.standalone.drill;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.jenkins.plugins.prepullgate.cluster.ClusterClient;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ClusterWatches;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.Credentials;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/** An API server in this process, on a free loopback port, with a cluster in it. It stores objects and serves watches, but has no controllers. */
public final class EmbeddedCluster implements AutoCloseable {
    public static final PullerQuery QUERY = PullerQuery.hook("jhub");
    private static final Logger LOGGER = Logger.getLogger(EmbeddedCluster.class.getName());
    private static final Duration MOMENT = Duration.ofSeconds(1);

    static {
        // What serves it would otherwise be warned of on stderr, from Java 24 on; it needs to be no quicker than this.
        System.setProperty("io.netty.noUnsafe", System.getProperty("io.netty.noUnsafe", "true"));
    }

    private final Store store;
    private final KubernetesMockServer server;
    private final ClusterTarget target;
    private final ClusterClient admin;
    private final RolloutSource watched;

    private final Seen<RolloutView> seen = new Seen<>();

    /** @param machines its nodes */
    EmbeddedCluster(String name, List<Scenario.Machine> machines, ClusterWatches watches) throws ConnectionException {
        WatchesFromVersions answers = new WatchesFromVersions();
        store = new Store(answers);
        machines.forEach(machine -> store.create("/api/v1/nodes", PlayedNodes.node(machine)));
        server = new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), answers, false);
        server.init();
        target = ClusterTarget.of("http://localhost:" + server.getPort(), new Credentials.None()).withName(name);
        admin = ClusterClient.connect(target);
        watched = watches.open(target, QUERY);
        watched.onChange(() -> seen.now(watched.view()));
    }

    /** The cluster of a scenario, before anything happens in it. */
    public static EmbeddedCluster of(Scenario scenario, String name, ClusterWatches watches) throws ConnectionException {
        return new EmbeddedCluster(name, scenario.nodes(), watches);
    }

    public ClusterTarget target() {
        return target;
    }

    KubernetesClient client() {
        return admin.fabric8();
    }

    Store store() {
        return store;
    }

    /** The nodes as the server has them now. */
    List<NodeFacts> nodes() throws ConnectionException {
        return admin.nodes();
    }

    /** What a watcher sees now. */
    RolloutView view() {
        return watched.view();
    }

    /** {@code kubectl cordon}, or {@code kubectl uncordon}. Returns when watchers have seen it. */
    public void cordon(String node, boolean on) throws InterruptedException {
        change(node, n -> PlayedNodes.cordoned(n, on));
        shows(
                node + " is " + (on ? "cordoned" : "uncordoned"),
                view -> view.nodes().stream().anyMatch(n -> n.name().equals(node) && n.unschedulable() == on));
    }

    void change(String node, UnaryOperator<Node> how) {
        client().nodes().withName(node).edit(how);
    }

    /** Returns when what watchers see meets the condition. */
    void shows(String what, Predicate<RolloutView> condition) throws InterruptedException {
        seen.now(watched.view());
        seen.await(what, condition);
    }

    /** Gives watchers a moment to see what meets the condition; goes on in any case. */
    void settle(Predicate<RolloutView> condition) throws InterruptedException {
        seen.now(watched.view());
        seen.within(MOMENT, condition);
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
            throw new UncheckedIOException("the drill's own " + file + " cannot be read", e);
        }
    }

    @Override
    public void close() {
        watched.close();
        admin.close();
        try {
            server.destroy();
        } catch (IllegalStateException e) {
            // It gives up after ten seconds. What a very busy machine then leaves running ends with the process.
            LOGGER.log(Level.FINE, "the embedded server does not end", e);
        }
    }
}

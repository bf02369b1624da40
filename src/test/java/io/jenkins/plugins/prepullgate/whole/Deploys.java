package io.jenkins.plugins.prepullgate.whole;

import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.testbed.AwaiterPlay;
import io.jenkins.plugins.prepullgate.testbed.AwaiterProgram;
import io.jenkins.plugins.prepullgate.testbed.Helm;
import io.jenkins.plugins.prepullgate.testbed.NodeSpec;
import io.jenkins.plugins.prepullgate.testbed.PlayedAwaiter;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import io.jenkins.plugins.prepullgate.testbed.Rights;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.rules.ExternalResource;

/**
 * A release of the test bed's chart in a namespace of its own, deployed by the real helm: one node for its pullers, one for its awaiter. With
 * {@code -Dmeasured.dir} what helm and the gate have said is kept there, with its times. The awaiter is played, unless {@code -Dawaiter.program}
 * names z2jh's own ({@code images/image-awaiter}, built with {@code go build}).
 */
public final class Deploys extends ExternalResource implements AutoCloseable {
    private static final AtomicInteger TESTS = new AtomicInteger();
    private static final String MISSING = "rpc error: code = NotFound desc = failed to pull and unpack image: hub.test/singleuser:missing: not found";

    private final RealCluster cluster;
    private final WholeGate gate;
    private final int number = TESTS.incrementAndGet();
    private String namespace;
    private Helm helm;
    private AwaiterPlay awaiter;
    private Map<String, String> pool;

    public Deploys(RealCluster cluster, WholeGate gate) {
        this.cluster = cluster;
        this.gate = gate;
    }

    /** Makes the namespace; a node for users is the test's own affair. */
    public Deploys begin() {
        namespace = cluster.namespace();
        helm = new Helm(cluster, namespace, "hub");
        String program = System.getProperty("awaiter.program");
        awaiter = program == null ? new PlayedAwaiter(cluster.admin(), namespace) : new AwaiterProgram(cluster, namespace, Path.of(program));
        pool = Map.of("pool", "user-" + number);
        cluster.addNode(NodeSpec.named("core-" + number).labelled("pool", "core-" + number));
        return this;
    }

    /** The pullers run on one node of that name, instead of those that {@link #userNode} makes. */
    public Deploys onNode(String name) {
        pool = Map.of("kubernetes\\.io/hostname", name);
        return this;
    }

    /** The program of z2jh's awaiter, or who plays it. */
    public AwaiterPlay awaiter() {
        return awaiter;
    }

    @Override
    protected void after() {
        close();
    }

    @Override
    public void close() {
        if (awaiter != null) {
            awaiter.close();
        }
    }

    /** The right to see helm's releases, which the gate's account does not have by itself. */
    public Deploys withReleasesSeen() {
        cluster.admin().resource(new RoleBuilder().withNewMetadata().withName("releases").withNamespace(namespace).endMetadata()
                .addNewRule().withApiGroups("").withResources("secrets").withVerbs("list", "watch").endRule().build()).create();
        cluster.admin().resource(new RoleBindingBuilder().withNewMetadata().withName("releases").withNamespace(namespace).endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", "releases").addNewSubject(null, "ServiceAccount", "prepull-gate", "prepull-gate")
                .build()).create();
        Rights.await(cluster.admin(), new Rights.Right(RealCluster.GATE, namespace, "list", "", "secrets"));
        return this;
    }

    public String namespace() {
        return namespace;
    }

    public Helm helm() {
        return helm;
    }

    /** The name of a node for pullers, unique to the test. */
    public String user(String name) {
        return name + "-" + number;
    }

    /** A node that the chart's pullers may run on. */
    public NodeSpec userNode(String name) {
        return NodeSpec.named(user(name)).labelled("pool", "user-" + number);
    }

    /** helm's arguments for an image, and more. */
    public List<String> values(String image, String... more) {
        List<String> values = new ArrayList<>(List.of(
                "--set-json", "images=[\"" + image + "\"]",
                "--set", "prePuller.hook.nodeSelector.pool=core-" + number));
        pool.forEach((key, value) -> values.addAll(List.of("--set", "singleuser.nodeSelector." + key + "=" + value)));
        values.addAll(Arrays.asList(more));
        return values;
    }

    /** helm's arguments for an image that no registry has. */
    public List<String> missing(String... more) {
        List<String> values = values("hub.test/singleuser:missing", more);
        values.addAll(List.of("--set-json", "prePuller.annotations={\"prepull-gate/pull-error\":\"" + MISSING + "\"}"));
        return values;
    }

    /** helm's arguments for an image that takes long to pull. */
    public List<String> slow(String... more) {
        List<String> values = values("hub.test/singleuser:large", more);
        values.addAll(List.of("--set-json", "prePuller.annotations={\"prepull-gate/pull\":\"10m\"}"));
        return values;
    }

    /** A guard that has begun to watch: helm may start. Waits until what is there is old enough to be told from what comes. */
    public Running guard(Policy policy, Duration budget) {
        Instant next = Instant.now().plusSeconds(3);
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Instant.now().isAfter(next));
        awaiter.forget();
        PullerQuery query = new PullerQuery(namespace, "", "hub", PullerQuery.Kind.HOOK, true);
        return gate.start(cluster.gateKubeconfig(), query, policy, budget).until(a -> a != null);
    }

    public Running guard() {
        return guard(Policy.DEFAULT, Duration.ofMinutes(2));
    }

    /** Removes the namespace and the nodes, before the cluster's own rule does. */
    public void clear() {
        cluster.admin().namespaces().withName(namespace).delete();
        cluster.admin().nodes().withLabelIn("pool", "user-" + number, "core-" + number).list().getItems()
                .forEach(node -> cluster.removeNode(node.getMetadata().getName()));
    }

    /** Keeps what was said, where {@code -Dmeasured.dir} asks for it. */
    public void keepAs(String name, Helm.Ended helmEnded, Running guard) {
        String folder = System.getProperty("measured.dir");
        if (folder != null) {
            String text = (helmEnded == null ? "" : "helm ended with " + helmEnded.status() + " after " + helmEnded.took().toMillis() + " ms:\n"
                    + helmEnded.output() + "\n\n")
                    + "the gate, after " + guard.end().elapsed().toMillis() + " ms:\n" + guard.log() + "\n";
            try {
                Files.writeString(Path.of(folder, name + ".txt"), text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            guard.keepAs("helm-" + name);
        }
    }
}

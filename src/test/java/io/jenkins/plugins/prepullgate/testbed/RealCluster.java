package io.jenkins.plugins.prepullgate.testbed;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Assume;
import org.junit.AssumptionViolatedException;
import org.junit.rules.TestRule;
import org.junit.runner.Description;
import org.junit.runners.model.Statement;

/**
 * A real control plane of its own for a test class, started in a few seconds:
 *
 * <pre>{@code
 * @ClassRule
 * @Rule
 * public static final RealCluster cluster = new RealCluster();
 * }</pre>
 *
 * <p>As a class rule it starts and ends the cluster; as a method rule it prints the components' logs and the cluster's objects when a test
 * fails, and removes the nodes and namespaces that the test made. Without a built test bed the class is skipped, with a word of how to
 * build it. Nodes and namespaces may be made from several threads.
 */
public class RealCluster implements TestRule {
    /** The gate's account, as {@link Rights} takes it. */
    public static final String GATE = "prepull-gate:prepull-gate";

    private final String nodes;
    private final AtomicInteger namespaces = new AtomicInteger();
    private final Deque<Runnable> undo = new ConcurrentLinkedDeque<>();
    private Path directory;
    private KubernetesClient admin;
    private NodeLeases leases;

    /** Without nodes: tests add them. */
    public RealCluster() {
        this("kwok:0");
    }

    /** With nodes as {@code testbed/up --nodes} takes them, such as {@code kwok:3}. */
    public RealCluster(String nodes) {
        this.nodes = nodes;
    }

    @Override
    public Statement apply(Statement base, Description description) {
        return new Statement() {
            @Override
            public void evaluate() throws Throwable {
                if (description.isTest()) {
                    runTest(base, description);
                } else {
                    runClass(base);
                }
            }
        };
    }

    private void runClass(Statement base) throws Throwable {
        Scripts.Outcome built = Scripts.run("build", "--where");
        Assume.assumeTrue("the test bed: " + built.output().strip(), built.status() == 0);
        try {
            start();
            base.evaluate();
        } finally {
            stop();
        }
    }

    private void runTest(Statement base, Description description) throws Throwable {
        int before = undo.size();
        ClusterLogs logs = new ClusterLogs(directory);
        try {
            base.evaluate();
        } catch (AssumptionViolatedException skipped) {
            throw skipped;
        } catch (Throwable failure) {
            System.err.println(logs.report(description.getDisplayName()));
            throw failure;
        } finally {
            while (undo.size() > before) {
                undo.pop().run();
            }
        }
    }

    private void start() {
        try {
            directory = Files.createTempDirectory("prepull-gate-").resolve("cluster");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // It ends with this process, should that be killed before it gets to stop().
        String owner = Long.toString(ProcessHandle.current().pid());
        Scripts.run("up", "--name", "junit", "--dir", directory.toString(), "--nodes", nodes, "--owner", owner).orFail();
        admin = client(adminKubeconfig());
        leases = new NodeLeases(admin);
    }

    private void stop() throws IOException {
        if (leases != null) {
            leases.close();
        }
        if (admin != null) {
            admin.close();
        }
        if (directory != null) {
            Scripts.run("down", "--dir", directory.toString()).orFail();
            Files.deleteIfExists(directory.getParent());
        }
    }

    /** The running cluster's folder, as {@code --dir} of the scripts takes it. */
    public Path directory() {
        return directory;
    }

    /** May do everything. */
    public Path adminKubeconfig() {
        return directory.resolve("admin.kubeconfig");
    }

    /** May do what the gate needs, in the namespaces made by {@link #namespace()} and in {@code hub}, and no more. */
    public Path gateKubeconfig() {
        return directory.resolve("gate.kubeconfig");
    }

    /** A client of the administrator; the rule closes it. */
    public KubernetesClient admin() {
        return admin;
    }

    /** A new client with the rights of a kubeconfig; whoever asks closes it. It repeats a failed request for less than a second. */
    public static KubernetesClient client(Path kubeconfig) {
        try {
            Config config = Config.fromKubeconfig(Files.readString(kubeconfig));
            config.setRequestRetryBackoffLimit(2);
            return new KubernetesClientBuilder().withConfig(config).build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a namespace that the gate's account may see already, ready for pods. */
    public String namespace() {
        String name = "test-" + namespaces.incrementAndGet();
        admin.resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build()).create();
        undo.push(() -> admin.namespaces().withName(name).delete());
        admin.resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName("prepull-gate")
                        .withNamespace(name)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "prepull-gate-namespace")
                        .addNewSubject(null, "ServiceAccount", "prepull-gate", "prepull-gate")
                        .build())
                .create();
        admin.serviceAccounts().inNamespace(name).withName("default").waitUntilCondition(account -> account != null, 60, TimeUnit.SECONDS);
        Rights.await(admin, new Rights.Right(GATE, name, "list", "apps", "daemonsets"));
        return name;
    }

    /** Adds a node, and waits until the control plane has seen it and taken off the taint with which every new node begins. */
    public Node addNode(NodeSpec spec) {
        if (spec.manual()) {
            leases.keep(spec.name());
        }
        admin.resource(spec.build()).create();
        undo.push(() -> removeNode(spec.name()));
        return admin.nodes().withName(spec.name()).waitUntilCondition(node -> hasSettled(node, spec), 60, TimeUnit.SECONDS);
    }

    /** Adds nodes one by one. */
    public void addNodes(NodeSpec... specs) {
        List.of(specs).forEach(this::addNode);
    }

    private static boolean hasSettled(Node node, NodeSpec spec) {
        if (node == null || node.getStatus().getConditions().isEmpty()) {
            return false;
        }
        boolean notReady = node.getSpec().getTaints().stream()
                .anyMatch(taint -> taint.getKey().equals("node.kubernetes.io/not-ready") && "NoSchedule".equals(taint.getEffect()));
        boolean cordon = node.getSpec().getTaints().stream().anyMatch(taint -> taint.getKey().equals("node.kubernetes.io/unschedulable"));
        return notReady != spec.ready() && cordon == spec.cordoned();
    }

    /** Deletes a node's object, as a cloud does with a machine that is gone. */
    public void removeNode(String name) {
        leases.stop(name);
        admin.nodes().withName(name).delete();
    }

    /** A node by hand says nothing any more: NotReady after 50 s. */
    public void silence(String node) {
        leases.stop(node);
    }

    /**
     * Makes trouble for a component.
     *
     * @param action {@code pause}, {@code resume}, {@code stop} or {@code start}
     * @param component such as {@code kube-apiserver}
     */
    public void component(String action, String component) {
        Scripts.run("component", "--dir", directory.toString(), action, component).orFail();
    }

    /** Every request that the gate's account has made, one line of JSON each (audit.k8s.io/v1), up to a tenth of a second late. */
    public List<String> gateRequests() {
        Path log = directory.resolve("logs/audit.log");
        try {
            return Files.exists(log) ? Files.readAllLines(log) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

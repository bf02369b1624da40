package io.jenkins.plugins.prepullgate.testbed;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps nodes alive as their kubelets would: without a renewed lease a node is NotReady 50 s after its last word. */
final class NodeLeases implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(NodeLeases.class.getName());
    private static final String NAMESPACE = "kube-node-lease";
    private static final int SECONDS = 40;

    private final KubernetesClient client;
    private final Set<String> nodes = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "node-leases");
        thread.setDaemon(true);
        return thread;
    });

    NodeLeases(KubernetesClient client) {
        this.client = client;
        timer.scheduleAtFixedRate(() -> nodes.forEach(this::tryToRenew), 10, 10, TimeUnit.SECONDS);
    }

    /** From now on, until {@link #stop}. */
    void keep(String node) {
        renew(node);
        nodes.add(node);
    }

    /** The node falls silent. */
    void stop(String node) {
        nodes.remove(node);
    }

    private void tryToRenew(String node) {
        try {
            renew(node);
        } catch (KubernetesClientException e) {
            // As a kubelet does: the API server may be down for the sake of a test; the next turn comes.
            LOG.log(Level.FINE, "lease of " + node, e);
        }
    }

    private void renew(String node) {
        Lease lease = new LeaseBuilder()
                .withNewMetadata()
                .withName(node)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(node)
                .withLeaseDurationSeconds(SECONDS)
                .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC))
                .endSpec()
                .build();
        client.resource(lease).forceConflicts().serverSideApply();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

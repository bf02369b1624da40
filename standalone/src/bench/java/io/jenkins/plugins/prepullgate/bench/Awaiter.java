package io.jenkins.plugins.prepullgate.bench;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.prepullgate.testbed.FakeKubelet;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Does what z2jh's awaiter does in its pod: asks for the DaemonSet every second and ends its pod when as many are ready as are desired.
 * Source: z2jh {@code images/image-awaiter/main.go}.
 */
final class Awaiter implements Runnable {
    private final RealCluster cluster;
    private final Account account;
    private final String namespace;

    Awaiter(RealCluster cluster, Account account, String namespace) {
        this.cluster = cluster;
        this.account = account;
        this.namespace = namespace;
    }

    @Override
    public void run() {
        try (KubernetesClient client = RealCluster.client(account.kubeconfig())) {
            while (!Thread.currentThread().isInterrupted()) {
                TimeUnit.SECONDS.sleep(1);
                DaemonSet set = client.apps().daemonSets().inNamespace(namespace).withName("hook-image-puller").get();
                List<Pod> own = cluster.admin().pods().inNamespace(namespace).withLabel("job-name").list().getItems();
                boolean started = own.stream().anyMatch(pod -> "Running".equals(pod.getStatus().getPhase()));
                if (started && set != null && done(set)) {
                    own.forEach(pod -> new FakeKubelet(cluster.admin(), namespace).ends(pod, 0));
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean done(DaemonSet set) {
        Integer ready = set.getStatus() == null ? null : set.getStatus().getNumberReady();
        return ready != null && ready.equals(set.getStatus().getDesiredNumberScheduled());
    }
}

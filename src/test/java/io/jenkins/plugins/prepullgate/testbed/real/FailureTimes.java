package io.jenkins.plugins.prepullgate.testbed.real;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;

/** When each node's puller first showed a failure in its status: the proof by which a verdict's quickness is measured. */
final class FailureTimes implements AutoCloseable {
    private final Map<String, Map<String, Instant>> byNamespace = new ConcurrentHashMap<>();
    private final SharedIndexInformer<Pod> informer;

    FailureTimes(KubernetesClient admin) {
        informer = admin.pods().inAnyNamespace().inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Pod pod) {
                look(pod);
            }

            @Override
            public void onUpdate(Pod before, Pod pod) {
                look(pod);
            }

            @Override
            public void onDelete(Pod pod, boolean unknown) {
                look(pod);
            }
        });
    }

    /** By node, once at least so many nodes have shown one: the gate may have heard of it a moment earlier. */
    Map<String, Instant> of(String namespace, int nodes) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> new TreeMap<>(byNamespace.getOrDefault(namespace, Map.of())), times -> times.size() >= nodes);
    }

    @Override
    public void close() {
        informer.close();
    }

    private void look(Pod pod) {
        Instant now = Instant.now();
        for (ContainerStatus container : pod.getStatus().getInitContainerStatuses()) {
            if (failed(container.getState())) {
                byNamespace.computeIfAbsent(pod.getMetadata().getNamespace(), key -> new ConcurrentHashMap<>())
                        .putIfAbsent(pod.getSpec().getNodeName(), now);
            }
        }
    }

    private static boolean failed(ContainerState state) {
        return state != null
                && (state.getWaiting() != null && state.getWaiting().getMessage() != null
                        || state.getTerminated() != null && state.getTerminated().getExitCode() != 0);
    }
}

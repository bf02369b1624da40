package io.jenkins.plugins.prepullgate.testbed;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/**
 * Events as a kubelet writes them: about a pod or one of its containers, by {@code core/v1}, with whole seconds; the same one again is counted up
 * instead of written anew. Source: k8s 1.35 {@code client-go/tools/record}, {@code kubelet/images/image_manager.go}.
 */
final class KubeletEvents {
    private static final String WHOLE = "";

    private final KubernetesClient client;
    private final Map<String, String> names = new HashMap<>();

    KubeletEvents(KubernetesClient client) {
        this.client = client;
    }

    void normal(Pod pod, ContainerSlot slot, String reason, String message) {
        record(pod, slot, "Normal", reason, message);
    }

    void warning(Pod pod, ContainerSlot slot, String reason, String message) {
        record(pod, slot, "Warning", reason, message);
    }

    /** About the pod as a whole. */
    void warning(Pod pod, String reason, String message) {
        record(pod, WHOLE, "Warning", reason, message);
    }

    private void record(Pod pod, ContainerSlot slot, String type, String reason, String message) {
        record(pod, slot.fieldPath(), type, reason, message);
    }

    private void record(Pod pod, String fieldPath, String type, String reason, String message) {
        String namespace = pod.getMetadata().getNamespace();
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        String key = String.join("\n", pod.getMetadata().getUid(), fieldPath, reason, message);
        String known = names.get(key);
        if (known == null) {
            Event created = client.resource(event(pod, fieldPath, type, reason, message, now)).create();
            names.put(key, created.getMetadata().getName());
            return;
        }
        client.v1().events().inNamespace(namespace).withName(known).edit(event -> new EventBuilder(event)
                .withCount(event.getCount() + 1)
                .withLastTimestamp(now)
                .build());
    }

    private static Event event(Pod pod, String fieldPath, String type, String reason, String message, String now) {
        String node = pod.getSpec().getNodeName();
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName() + "." + Long.toHexString(System.nanoTime()))
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion("v1")
                .withKind("Pod")
                .withNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid())
                .withResourceVersion(pod.getMetadata().getResourceVersion())
                .withFieldPath(fieldPath)
                .endInvolvedObject()
                .withType(type)
                .withReason(reason)
                .withMessage(message)
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .withNewSource("kubelet", node)
                .withReportingComponent("kubelet")
                .withReportingInstance(node)
                .build();
    }
}

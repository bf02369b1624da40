package io.jenkins.plugins.prepullgate.standalone.drill;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.Map;

/** Events as components write them: the same one again is counted up instead of written anew. */
final class PlayedEvents {
    private final KubernetesClient client;
    private final Map<String, String> names = new HashMap<>();

    PlayedEvents(KubernetesClient client) {
        this.client = client;
    }

    /**
     * @param fieldPath the container that it is about, such as {@code spec.initContainers{image-pull}}; null for the whole object
     * @param component who tells it
     * @param host the node whose component it is; null for one of the cluster
     */
    void warning(HasMetadata about, String fieldPath, String reason, String message, String component, String host, String now) {
        String key = String.join("\n", about.getMetadata().getUid(), String.valueOf(fieldPath), reason, message);
        String known = names.get(key);
        if (known == null) {
            names.put(key, client.resource(event(about, fieldPath, reason, message, component, host, now)).create().getMetadata().getName());
        } else {
            client.v1().events().inNamespace(about.getMetadata().getNamespace()).withName(known).edit(event ->
                    new EventBuilder(event).withCount(event.getCount() + 1).withLastTimestamp(now).build());
        }
    }

    private Event event(HasMetadata about, String fieldPath, String reason, String message, String component, String host, String now) {
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(about.getMetadata().getNamespace())
                .withName(about.getMetadata().getName() + "." + (names.size() + 1))
                .withCreationTimestamp(now)
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withNamespace(about.getMetadata().getNamespace())
                .withName(about.getMetadata().getName())
                .withUid(about.getMetadata().getUid())
                .withFieldPath(fieldPath)
                .endInvolvedObject()
                .withType("Warning")
                .withReason(reason)
                .withMessage(message)
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .withNewSource(component, host)
                .withReportingComponent(component)
                .withReportingInstance(host)
                .build();
    }
}

package io.jenkins.plugins.prepullgate.standalone.drill;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.Map;

/** Events as components write them: when one happens again, its count rises instead of a new event being written. */
final class PlayedEvents {
    private final KubernetesClient client;
    private final Map<String, String> names = new HashMap<>();

    PlayedEvents(KubernetesClient client) {
        this.client = client;
    }

    /**
     * What writes events.
     *
     * @param host its node; null for a component of the whole cluster
     */
    record Component(String name, String host) {}

    /**
     * Writes a warning, or counts it up.
     *
     * @param fieldPath the container that it is about, such as {@code spec.initContainers{image-pull}}; null for the whole object
     * @param from the component that writes it
     */
    void warning(HasMetadata about, String fieldPath, String reason, String message, Component from, String now) {
        String key = String.join("\n", about.getMetadata().getUid(), String.valueOf(fieldPath), reason, message);
        String known = names.get(key);
        if (known == null) {
            names.put(key, client.resource(event(about, fieldPath, reason, message, from, now)).create().getMetadata().getName());
        } else {
            client.v1().events().inNamespace(about.getMetadata().getNamespace()).withName(known).edit(event ->
                    new EventBuilder(event).withCount(event.getCount() + 1).withLastTimestamp(now).build());
        }
    }

    private Event event(HasMetadata about, String fieldPath, String reason, String message, Component from, String now) {
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
                .withNewSource(from.name(), from.host())
                .withReportingComponent(from.name())
                .withReportingInstance(from.host())
                .build();
    }
}

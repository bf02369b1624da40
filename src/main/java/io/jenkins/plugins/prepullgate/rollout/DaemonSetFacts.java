package io.jenkins.plugins.prepullgate.rollout;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What is judged of a DaemonSet.
 *
 * @param namespace never null
 * @param name never null
 * @param uid changes when the object is replaced under the same name
 * @param generation raised by every change of the spec
 * @param labels never null
 * @param annotations only those that are judged: helm's hook annotations, our own and {@link #TEMPLATE_GENERATION}
 * @param matchLabels its selector's labels, which its pods carry
 * @param createdAt null when unknown
 * @param deletedAt when its deletion began; null while it is alive
 * @param updateStrategy {@code RollingUpdate} or {@code OnDelete}; may be empty
 * @param template never null
 * @param status never null
 */
public record DaemonSetFacts(
        String namespace,
        String name,
        String uid,
        long generation,
        Map<String, String> labels,
        Map<String, String> annotations,
        Map<String, String> matchLabels,
        Instant createdAt,
        Instant deletedAt,
        String updateStrategy,
        PodTemplate template,
        DaemonSetStatus status) {
    /** Raised by every change of the template; its pods carry the value as the label {@code pod-template-generation}. */
    public static final String TEMPLATE_GENERATION = "deprecated.daemonset.template.generation";

    public DaemonSetFacts {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(name, "name");
        uid = uid == null ? "" : uid;
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
        matchLabels = matchLabels == null ? Map.of() : Map.copyOf(matchLabels);
        updateStrategy = updateStrategy == null ? "" : updateStrategy;
        Objects.requireNonNull(template, "template");
        Objects.requireNonNull(status, "status");
    }

    /** Whether the controller has acted on the newest spec; until then its counters say nothing. */
    public boolean observed() {
        return status.observedGeneration() != null && status.observedGeneration() >= generation;
    }

    /** The helm release whose chart made it, by its labels; empty when they do not say. */
    public String release() {
        String label = labels.getOrDefault("release", "");
        return label.isEmpty() ? labels.getOrDefault("app.kubernetes.io/instance", "") : label;
    }

    /** The generation of the template, which pods name; 0 when the API server does not say. */
    public long templateGeneration() {
        String value = annotations.getOrDefault(TEMPLATE_GENERATION, "");
        return value.matches("\\d{1,18}") ? Long.parseLong(value) : 0;
    }

    /** The object as evidence names it. */
    public String ref() {
        return "DaemonSet " + namespace + "/" + name;
    }
}

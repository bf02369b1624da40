package io.jenkins.plugins.prepullgate.rollout;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What is judged of the chart's own awaiter Job (z2jh 0.6: {@code pre-puller-…}, the program that makes the DaemonSet).
 *
 * @param namespace never null
 * @param name never null
 * @param uid may be empty
 * @param labels never null; the 0.6 Job has none
 * @param createdAt helm's deadline is this plus its {@code --timeout}; null when unknown
 * @param deletedAt null while it is alive
 * @param active pods that have not ended, pending ones included
 * @param running pods that are ready ({@code status.ready}, since Kubernetes 1.24); null when the API server does not say
 * @param succeeded pods that ended well
 * @param failed pods that ended badly
 * @param failure the reason of its {@code Failed} condition; empty when it has none
 */
public record JobFacts(
        String namespace,
        String name,
        String uid,
        Map<String, String> labels,
        Instant createdAt,
        Instant deletedAt,
        int active,
        Integer running,
        int succeeded,
        int failed,
        String failure) {
    public JobFacts {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(name, "name");
        uid = uid == null ? "" : uid;
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        failure = failure == null ? "" : failure;
    }
}

package io.jenkins.plugins.prepullgate.bench;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A chart with one puller, as a plain DaemonSet that {@code --wait} waits for, or as a hook that a Job waits for. */
final class Chart {
    private Chart() {}

    /** No hook; and helm 3, which takes as ready what may be unavailable, is made to wait for every node: z2jh's own 100 % would pass at once. */
    private static DaemonSet waitable(DaemonSet puller) {
        return new DaemonSetBuilder(puller).editMetadata().withAnnotations(Map.of()).endMetadata().editSpec().withNewUpdateStrategy().withType("RollingUpdate")
                .withNewRollingUpdate().withNewMaxUnavailable(0).withNewMaxSurge(1).endRollingUpdate().endUpdateStrategy().endSpec().build();
    }

    /** @param awaiter null for a plain DaemonSet */
    static Path write(Path folder, DaemonSet puller, Job awaiter) {
        try {
            Path templates = Files.createDirectories(folder.resolve("templates"));
            Files.writeString(folder.resolve("Chart.yaml"), Serialization.asYaml(Map.of("apiVersion", "v2", "name", "bench", "version", "1.0.0")));
            DaemonSet object = awaiter != null ? puller : waitable(puller);
            Files.writeString(templates.resolve("puller.yaml"), Serialization.asYaml(object));
            if (awaiter != null) {
                Files.writeString(templates.resolve("awaiter.yaml"), Serialization.asYaml(awaiter));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

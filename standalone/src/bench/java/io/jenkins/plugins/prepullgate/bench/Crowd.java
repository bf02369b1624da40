package io.jenkins.plugins.prepullgate.bench;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Many nodes that KWOK plays, made without waiting for one after the other. */
final class Crowd {
    private Crowd() {}

    static void of(RealCluster cluster, int size, String pool) {
        for (int i = 1; i <= size; i++) {
            cluster.admin().resource(node(pool + "-" + i, pool)).create();
        }
        Awaitility.await().atMost(Duration.ofMinutes(10)).pollInterval(Duration.ofSeconds(1)).until(() -> cluster.admin().nodes().withLabel("pool", pool).list().getItems().stream()
                .filter(Crowd::settled).count() == size);
    }

    private static Node node(String name, String pool) {
        return new NodeBuilder().withNewMetadata().withName(name).addToLabels("pool", pool).addToLabels("kubernetes.io/hostname", name)
                .addToAnnotations("kwok.x-k8s.io/node", "fake").endMetadata().build();
    }

    /** Ready, and without the taint with which every new node begins. */
    private static boolean settled(Node node) {
        return node.getSpec().getTaints().isEmpty() && node.getStatus().getConditions().stream().anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
    }
}

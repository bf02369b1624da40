package io.jenkins.plugins.prepullgate.standalone.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import org.junit.Test;

public class StoreTest {
    private static final String NODES = "/api/v1/nodes";

    private final Store store = new Store(new WatchesFromVersions());
    private final Node node = new NodeBuilder().withNewMetadata().withName("n1").addToLabels("zone", "a").endMetadata().build();

    @Test
    public void anObjectThatIsCreatedCanBeChanged() {
        store.create(NODES, node);
        Node changed = store.edit(NODES + "/n1", Node.class, old -> new NodeBuilder(old).withNewSpec().withUnschedulable(true).endSpec().build());
        assertThat(changed.getSpec().getUnschedulable()).isTrue();
        assertThat(changed.getMetadata().getLabels()).containsEntry("zone", "a");
        assertThat(changed.getMetadata().getUid()).isNotEmpty();
        assertThat(changed.getMetadata().getResourceVersion()).isEqualTo("2");
    }

    @Test
    public void whatTheServerRefusesIsToldWithItsWords() {
        store.create(NODES, node);
        assertThatThrownBy(() -> store.create(NODES, node)).hasMessageContaining("409 to /api/v1/nodes").hasMessageContaining("already exists");
        assertThatThrownBy(() -> store.edit(NODES + "/n2", Node.class, old -> old)).hasMessageContaining("404 to /api/v1/nodes/n2");
    }
}

package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerImageBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.rollout.ImageOnNodes;
import io.jenkins.plugins.prepullgate.rollout.NodeDisk;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class NodeShelfTest {
    private static final String APP = "quay.io/jupyterhub/app:v1";
    private static final List<String> ASKED = List.of(APP, "busybox", "hub.test/Team/App:v1");

    private final NodeShelf shelf = new NodeShelf();

    private NodeShelf.Item node(String name, String... images) {
        NodeBuilder node = new NodeBuilder().withNewMetadata().withName(name).endMetadata();
        for (String image : images) {
            node.editOrNewStatus()
                    .addToImages(new ContainerImageBuilder()
                            .withNames(image, image.substring(0, image.lastIndexOf(':')) + "@sha256:" + "0".repeat(64))
                            .withSizeBytes(1_200L)
                            .build())
                    .endStatus();
        }
        Node built = node.build();
        return shelf.item(built).orElseThrow();
    }

    @Test
    public void imagesAreFoundByTheNamesThatTemplatesUse() {
        shelf.replaceAll(Map.of("a", node("a", APP, "docker.io/library/busybox:latest"), "b", node("b", APP), "c", node("c")));

        assertThat(shelf.images(ASKED)).containsOnly(
                Map.entry(APP, new ImageOnNodes(1_200, List.of("a", "b"))), Map.entry("busybox", new ImageOnNodes(1_200, List.of("a"))));
        assertThat(shelf.facts()).hasSize(3);
    }

    @Test
    public void onlyDisksWithoutRoomAreTold() {
        Node large = new NodeBuilder()
                .withNewMetadata()
                .withName("large")
                .endMetadata()
                .withNewStatus()
                .addToCapacity("ephemeral-storage", new Quantity("1Ti"))
                .endStatus()
                .build();
        Node small = new NodeBuilder(large)
                .editMetadata().withName("small").endMetadata()
                .editStatus().addToCapacity("ephemeral-storage", new Quantity("4Ki"))
                .addToImages(new ContainerImageBuilder().withNames(APP).withSizeBytes(1_000L).build(),
                        new ContainerImageBuilder().withNames("other:v1").withSizeBytes(900L).build())
                .endStatus().build();
        shelf.replaceAll(Map.of("large", shelf.item(large).orElseThrow(), "small", shelf.item(small).orElseThrow(), "silent", node("silent", APP)));

        assertThat(shelf.disks(shelf.images(ASKED).values())).containsOnly(Map.entry("small", new NodeDisk(4_096, 1_900)));
        shelf.remove("small");
        assertThat(shelf.disks(shelf.images(ASKED).values())).isEmpty();
    }

    @Test
    public void anImageThatNobodyAskedForIsNoChange() {
        shelf.put("a", node("a"));
        shelf.images(ASKED);

        assertThat(shelf.put("a", node("a", "hub.test/other:v1"))).isFalse();
        assertThat(shelf.put("a", node("a", "hub.test/other:v1", APP))).isTrue();
        assertThat(shelf.images(ASKED)).containsKey(APP);
        assertThat(shelf.put("a", node("a", APP))).isFalse();
        assertThat(shelf.put("a", node("a"))).isTrue();
        assertThat(shelf.images(ASKED)).isEmpty();
    }

    @Test
    public void aNodeThatIsGoneHasNothing() {
        shelf.replaceAll(Map.of("a", node("a", APP), "b", node("b", APP)));
        shelf.images(ASKED);

        assertThat(shelf.remove("a")).isTrue();

        assertThat(shelf.images(ASKED).get(APP).nodes()).containsExactly("b");
        assertThat(shelf.replaceAll(Map.of("c", node("c", APP)))).isTrue();
        assertThat(shelf.images(ASKED).get(APP).nodes()).containsExactly("c");
    }

    @Test
    public void nodesThatAreReadAgainAndAreTheSameStayTheSameObjects() {
        shelf.replaceAll(Map.of("a", node("a", APP), "b", node("b")));
        List<NodeFacts> first = shelf.facts();
        Map<String, NodeDisk> disks = shelf.disks(shelf.images(ASKED).values());

        shelf.replaceAll(Map.of("a", node("a", APP), "b", node("b")));
        assertThat(shelf.facts()).isSameAs(first);
        assertThat(shelf.disks(shelf.images(ASKED).values())).isEqualTo(disks);

        shelf.replaceAll(Map.of("a", node("a", APP)));
        assertThat(shelf.facts()).hasSize(1);
        assertThat(shelf.facts().get(0)).isSameAs(first.get(0));
    }

    @Test
    public void aDiskThatFillsIsToldThoughTheImagesStayTheSame() {
        NodeBuilder small = new NodeBuilder().withNewMetadata().withName("a").endMetadata()
                .withNewStatus().addToCapacity("ephemeral-storage", new Quantity("8Ki"))
                .addToImages(new ContainerImageBuilder().withNames(APP).withSizeBytes(1_000L).build()).endStatus();
        shelf.put("a", shelf.item(small.build()).orElseThrow());
        assertThat(shelf.disks(shelf.images(ASKED).values())).isEmpty();

        small.editStatus().addToImages(new ContainerImageBuilder().withNames("other:v1").withSizeBytes(2_000L).build()).endStatus();
        shelf.put("a", shelf.item(small.build()).orElseThrow());

        assertThat(shelf.disks(shelf.images(ASKED).values())).containsOnlyKeys("a");
    }

    @Test
    public void theSameAgainIsTheSame() {
        shelf.put("a", node("a", APP));
        Map<String, ImageOnNodes> first = shelf.images(ASKED);
        shelf.put("b", node("b"));

        assertThat(shelf.images(ASKED).get(APP)).isSameAs(first.get(APP));
    }
}

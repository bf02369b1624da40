package io.jenkins.plugins.prepullgate.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerImage;
import io.fabric8.kubernetes.api.model.ContainerImageBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.testbed.FakeKubelet;
import io.jenkins.plugins.prepullgate.testbed.NodeSpec;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.util.Arrays;
import java.util.List;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** Images that fill a node's disk: by what nodes list, and with the rights that every wait has. Disks by hand have 100 GiB. */
public class CrowdedDiskClusterTest {
    private static final String IMAGE = "hub.test/crowding:v1";
    private static final String OLD = "hub.test/crowding-old:v1";

    @ClassRule
    @Rule
    public static final RealCluster cluster = new RealCluster();

    @Rule
    public final WholeGate gate = new WholeGate();

    @Test
    public void aDiskThatThePullersImageMayFillIsNamedUntilItHasRoom() {
        cluster.addNodes(NodeSpec.named("disk-crowded").byHand(), NodeSpec.named("disk-roomy").byHand());
        String namespace = cluster.namespace();
        lists("disk-crowded", image(OLD, 30));
        lists("disk-roomy", image(IMAGE, 15));
        cluster.admin().resource(Pullers.chart4(namespace, "hub").images(IMAGE).daemonSet()).create();
        Running before = gate.start(cluster.gateKubeconfig(), namespace);
        FakeKubelet kubelet = new FakeKubelet(cluster.admin(), namespace);

        kubelet.pulling(kubelet.podOn("disk-crowded"), 0);
        before.until(now -> near(now).equals(List.of("disk-crowded")));
        kubelet.ready(kubelet.podOn("disk-crowded"));
        kubelet.ready(kubelet.podOn("disk-roomy"));

        assertThat(before.end().success()).as(before.log()).isTrue();
        assertThat(near(before.end().last())).containsExactly("disk-crowded");
        assertThat(before.log()).contains("IMAGE_GC_NEAR").contains("the images may fill the disk");

        lists("disk-crowded", image(OLD, 5), image(IMAGE, 15));
        Running after = gate.start(cluster.gateKubeconfig(), namespace);
        assertThat(near(after.end().last())).as(after.log()).isEmpty();
    }

    private static List<String> near(Assessment now) {
        return now.findings().stream().filter(f -> f.code() == FindingCode.IMAGE_GC_NEAR).flatMap(f -> f.nodes().stream()).toList();
    }

    private static ContainerImage image(String name, long gibibytes) {
        return new ContainerImageBuilder().withNames(name).withSizeBytes(gibibytes << 30).build();
    }

    private static void lists(String node, ContainerImage... images) {
        cluster.admin().nodes().withName(node).editStatus(n -> new NodeBuilder(n).editStatus().withImages(Arrays.asList(images)).endStatus().build());
    }
}

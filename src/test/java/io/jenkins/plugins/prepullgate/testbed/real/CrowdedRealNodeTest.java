package io.jenkins.plugins.prepullgate.testbed.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import io.jenkins.plugins.prepullgate.whole.WholeGate;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** A node whose one disk, of 64 MiB, is nearly filled by its images, as the sizes that it lists foretell. */
public class CrowdedRealNodeTest {
    private static final String ROOMY = "real-1";
    private static final String TIGHT = "real-2";
    private static final String OLD = "hub.test/size/16m/crowding-old:v1";
    private static final String NEW = "hub.test/size/10m/crowding:v1";

    @ClassRule
    @Rule
    public static final RealNodes cluster = new RealNodes("real:1@1.7,1@2.2/tight");

    @Rule
    public final WholeGate gate = new WholeGate();

    @Test
    public void imagesThatMayFillTheDiskAreNamedAndOthersAreNot() {
        WaitResult before = pulled(OLD, TIGHT);
        assertThat(near(before)).as("half of the disk").isEmpty();
        pulled(NEW, ROOMY);
        Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> lists(TIGHT, OLD) && lists(ROOMY, NEW));

        WaitResult after = pulled(NEW, TIGHT);
        assertThat(near(after)).as("more than 85 %").containsExactly(TIGHT);
    }

    private WaitResult pulled(String image, String node) {
        String namespace = cluster.namespace();
        DaemonSet puller = Pullers.chart4(namespace, "hub").images(image).selecting("kubernetes.io/hostname", node).daemonSet();
        cluster.admin().resource(puller).create();
        Running running = gate.start(cluster.gateKubeconfig(), namespace);
        WaitResult result = running.end();
        assertThat(result.success()).as(running.log()).isTrue();
        return result;
    }

    private static List<String> near(WaitResult result) {
        return result.last().findings().stream().filter(f -> f.code() == FindingCode.IMAGE_GC_NEAR).flatMap(f -> f.nodes().stream()).toList();
    }

    private static boolean lists(String node, String image) {
        return cluster.admin().nodes().withName(node).get().getStatus().getImages().stream().anyMatch(listed -> listed.getNames().contains(image));
    }
}

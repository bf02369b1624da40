package io.jenkins.plugins.prepullgate.testbed.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import io.jenkins.plugins.prepullgate.whole.WholeGate;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.time.Duration;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** An image that does not fit: no waiting helps. */
public class FullDiskRealNodeTest {
    @ClassRule
    @Rule
    public static final RealNodes cluster = new RealNodes("real:1@1.7/small,1@2.2/small");

    @Rule
    public final WholeGate gate = new WholeGate();

    @Test
    public void theOlderRuntimeSaysSo() {
        isNamed("1.7", "real-1");
    }

    @Test
    public void theNewerRuntimeSaysSo() {
        isNamed("2.2", "real-2");
    }

    private void isNamed(String version, String node) {
        String namespace = cluster.namespace();
        Running running = gate.start(cluster.gateKubeconfig(), PullerQuery.hook(namespace), Policy.DEFAULT, Duration.ofSeconds(110));
        Pullers puller = Pullers.chart4(namespace, "hub").images("hub.test/size/200m/app:v1").selecting("prepull-gate/containerd", version);
        cluster.admin().resource(puller.daemonSet()).create();

        WaitResult result = running.end();

        assertThat(result.code()).as(running.log()).hasValue(FindingCode.PULL_NO_SPACE);
        assertThat(result.last().leading().orElseThrow().nodes()).containsExactly(node);
        running.keepAs("real-full-disk-" + version);
    }
}

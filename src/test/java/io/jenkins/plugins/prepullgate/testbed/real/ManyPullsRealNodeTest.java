package io.jenkins.plugins.prepullgate.testbed.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import io.jenkins.plugins.prepullgate.whole.WholeGate;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** So many pullers on one node that its kubelet refuses some of their pulls: ten at once and five a second are its own limit. */
public class ManyPullsRealNodeTest {
    private static final int PULLERS = 24;
    private static final String HELD = "hub.test/held/app:v1";

    @ClassRule
    @Rule
    public static final RealNodes cluster = new RealNodes("real:1@2.2/limited");

    @Rule
    public final WholeGate gate = new WholeGate();

    @Test
    public void pullsBeyondTheKubeletsOwnLimitAreNamedAndAllOfThemSucceed() {
        String first = cluster.namespace();
        Running held = start(first);
        cluster.admin().resource(Pullers.chart4(first, "hub").images(HELD).daemonSet()).create();
        assertThat(held.end().success()).as(held.log()).isTrue();

        List<Running> waits = new ArrayList<>();
        List<DaemonSet> pullers = new ArrayList<>();
        for (int i = 0; i < PULLERS; i++) {
            String namespace = cluster.namespace();
            waits.add(start(namespace));
            pullers.add(held(Pullers.chart4(namespace, "hub").images("hub.test/many/" + i + "/app:v1").daemonSet()));
        }
        pullers.forEach(puller -> cluster.admin().resource(puller).create());
        Running limited = Awaitility.await()
                .atMost(Duration.ofSeconds(80))
                .until(() -> waits.stream().filter(wait -> limited(wait.held().latest())).findFirst(), Optional::isPresent)
                .orElseThrow();

        for (Running wait : waits) {
            WaitResult result = wait.end();
            assertThat(result.success()).as(wait.log()).isTrue();
        }
        limited.keepAs("real-limited-by-the-kubelet");
    }

    private Running start(String namespace) {
        return gate.start(cluster.gateKubeconfig(), PullerQuery.hook(namespace), Policy.DEFAULT, Duration.ofSeconds(110));
    }

    /** By a container whose image is there: pods start one after another, and their pulls shall begin at the same time. */
    private static DaemonSet held(DaemonSet puller) {
        List<Container> containers = new ArrayList<>(puller.getSpec().getTemplate().getSpec().getInitContainers());
        containers.add(0, new ContainerBuilder()
                .withName("hold")
                .withImage(HELD)
                .withCommand("/bin/sh", "-c", "until [ $(ls /hold | wc -l) -ge " + PULLERS + " ]; do touch /hold/$HOSTNAME; sleep 0.2; done")
                .addNewVolumeMount()
                .withName("hold")
                .withMountPath("/hold")
                .endVolumeMount()
                .build());
        return new DaemonSetBuilder(puller)
                .editSpec()
                .editTemplate()
                .editSpec()
                .withInitContainers(containers)
                .addNewVolume()
                .withName("hold")
                .withNewHostPath("/run/hold", "DirectoryOrCreate")
                .endVolume()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static boolean limited(Assessment now) {
        return now != null && now.findings().stream()
                .filter(finding -> finding.code() == FindingCode.PULL_RATE_LIMITED && finding.effective() == FindingClass.TRANSIENT)
                .flatMap(finding -> finding.evidence().stream())
                .anyMatch(evidence -> evidence.value().contains("pull QPS exceeded"));
    }
}

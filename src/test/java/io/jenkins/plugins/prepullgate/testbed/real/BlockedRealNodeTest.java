package io.jenkins.plugins.prepullgate.testbed.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.rollout.Patience;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import io.jenkins.plugins.prepullgate.whole.WholeGate;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.Assume;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** A pull that never ends: stalled, then in the way of the next attempt, then freed by what the gate advises. */
public class BlockedRealNodeTest {
    private static final String NODE = "real-2";
    private static final Duration SHORT = Duration.ofSeconds(8);

    @ClassRule
    @Rule
    public static final RealNodes cluster = new RealNodes("real:1@1.7,1@2.2");

    @Rule
    public final WholeGate gate = new WholeGate();

    @Test
    public void aPullIsStalledThenItsNodeBlockedForTheNextAttemptAndTheAdviceFreesIt() {
        String namespace = cluster.namespace();
        DaemonSet attempt = stuck(namespace, "blocked");
        Running stalled = start(namespace, patience(FindingCode.PULL_STALLED, SHORT), Duration.ofSeconds(110));
        ends(stalled, FindingCode.PULL_STALLED);
        replaced(namespace, attempt, "hub.test/blocked-next/app:v1");

        Running blocked = start(namespace, patience(FindingCode.NODE_PULL_BLOCKED, SHORT), Duration.ofSeconds(110));
        Finding finding = ends(blocked, FindingCode.NODE_PULL_BLOCKED);
        assertThat(finding.images()).containsExactly("hub.test/size/4m/blocked:v1");
        assertThat(finding.evidence().get(0).value()).contains("for pod hook-image-puller-").contains("hub.test/blocked-next/app:v1 waits");
        assertThat(finding.remedy()).contains("on " + NODE + ": systemctl restart containerd");

        cluster.trouble("kill", NODE, "containerd");
        Running freed = start(namespace, Policy.DEFAULT, Duration.ofSeconds(110));
        assertThat(freed.end().success()).as(freed.log()).isTrue();
    }

    /** The limits as they are built in take more than six minutes: made to be recorded, and judged from the recording ever after. */
    @Test
    public void aBlockedNodeIsNamedWithoutBeingTold() {
        Assume.assumeTrue("takes seven minutes: only with -Dcorpus.dir, to be recorded", System.getProperty("corpus.dir") != null);
        String namespace = cluster.namespace();
        replaced(namespace, stuck(namespace, "recorded"), "hub.test/recorded-next/app:v1");
        Running running = start(namespace, Policy.DEFAULT, Duration.ofMinutes(15));
        Awaitility.await()
                .atMost(Duration.ofMinutes(12))
                .until(() -> running.held().latest() != null
                        && running.held().latest().findings().stream().anyMatch(f -> f.code() == FindingCode.NODE_PULL_BLOCKED));
        running.keepAs("real-node-blocked");

        cluster.trouble("kill", NODE, "containerd");
        assertThat(running.end().success()).as(running.log()).isTrue();
        running.keepAs("real-node-blocked-and-freed");
    }

    /** A puller of one node whose pull comes to a halt within the first MiB, after another node has had the image in a moment. */
    private DaemonSet stuck(String namespace, String repository) {
        String path = "size/4m/" + repository;
        String image = "hub.test/" + path + ":v1";
        DaemonSet peers = cluster.admin()
                .resource(Pullers.chart4(namespace, "hub").images(image).selecting("kubernetes.io/hostname", "real-1").daemonSet()).create();
        Running peer = start(namespace, Policy.DEFAULT, Duration.ofSeconds(110));
        assertThat(peer.end().success()).as(peer.log()).isTrue();
        gone(namespace, peers);
        cluster.registry("PUT", "/repositories/" + path, "stalls/100k");
        return cluster.admin().resource(Pullers.chart4(namespace, "hub").images(image).selecting("kubernetes.io/hostname", NODE).daemonSet()).create();
    }

    /** Deployed again with another image, once the pull is under way. */
    private static void replaced(String namespace, DaemonSet attempt, String next) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> cluster.admin().v1().events().inNamespace(namespace).list().getItems().stream()
                .anyMatch(event -> "Pulling".equals(event.getReason()) && NODE.equals(event.getSource().getHost())));
        gone(namespace, attempt);
        cluster.admin().resource(Pullers.chart4(namespace, "hub").images(next).selecting("kubernetes.io/hostname", NODE).daemonSet()).create();
    }

    private static void gone(String namespace, DaemonSet attempt) {
        cluster.admin().resource(attempt).delete();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> cluster.admin().pods().inNamespace(namespace).list().getItems().isEmpty());
    }

    private Running start(String namespace, Policy policy, Duration budget) {
        return gate.start(cluster.gateKubeconfig(), PullerQuery.hook(namespace), policy, budget);
    }

    private static Policy patience(FindingCode code, Duration span) {
        return Policy.DEFAULT.withPatience(code, new Patience(Duration.ZERO, 1, span));
    }

    private static Finding ends(Running running, FindingCode code) {
        WaitResult result = running.end();
        assertThat(result.code()).as(running.log()).contains(code);
        assertThat(result.last().leading().orElseThrow().nodes()).containsExactly(NODE);
        return result.last().leading().orElseThrow();
    }
}

package io.jenkins.plugins.prepullgate.testbed.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import io.jenkins.plugins.prepullgate.testbed.Scripts;
import io.jenkins.plugins.prepullgate.whole.WholeGate;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** Pulls that succeed, on containerd 1.7 and 2.2, whatever happens on the way. */
public class PullRealNodeTest {
    private static final Duration ABSENCE = Duration.ofSeconds(45);

    @ClassRule
    @Rule
    public static final RealNodes cluster = new RealNodes("real:1@1.7,1@2.2");

    @Rule
    public final WholeGate gate = new WholeGate();

    @Test
    public void todaysChartIsPulledOnBothRuntimes() {
        String namespace = cluster.namespace();
        Running running = puller(namespace, "quay.io/jupyterhub/k8s-singleuser-sample:4.4.0", "hub.test/size/20m/layers/2/user:v1");

        assertThat(end(running).last().rows()).hasSize(2).allMatch(row -> row.state() == NodeState.READY);
        assertThat(cluster.registry("GET", "/log/size/20m/layers/2/user", "").lines().filter(line -> line.contains("\"place\":\"layer\"")))
                .as("three layers for each of two nodes")
                .hasSize(6);
    }

    @Test
    public void logsAndCommandsReachTheContainers() {
        String namespace = cluster.namespace();
        end(puller(namespace, "hub.test/logs/app:v1"));
        for (Pod pod : cluster.admin().pods().inNamespace(namespace).list().getItems()) {
            String name = pod.getMetadata().getName();
            assertThat(kubectl("-n", namespace, "logs", name, "-c", "image-pull-singleuser")).isEqualTo("Pulling complete");
            assertThat(kubectl("-n", namespace, "exec", name, "--", "/bin/cat", "/etc/image")).endsWith("pause:3.10");
        }
    }

    /** Not found on every node is permanent at once, unless the caller knows that images are pushed late. */
    @Test
    public void aTagPushedLateIsPulledAfterAll() {
        Running running = puller(cluster.namespace(), Policy.DEFAULT.withUnanimity(false), "hub.test/for/45s/e404/app:v1");

        end(running);
    }

    /** That another node has the image is proof enough that it may still come. */
    @Test
    public void anImageThatOneNodeHasIsWaitedForOnTheOther() {
        String image = "hub.test/gone-and-back/app:v1";
        String earlier = cluster.namespace();
        Running first = gate.start(cluster.gateKubeconfig(), earlier);
        cluster.admin().resource(Pullers.chart4(earlier, "hub").images(image).selecting("prepull-gate/containerd", "1.7").daemonSet()).create();
        end(first);

        cluster.registry("PUT", "/repositories/gone-and-back/app", "e404");
        Instant gone = Instant.now();
        Running running = puller(cluster.namespace(), image);
        running.until(now -> !now.findings().isEmpty());
        Finding named = running.held().latest().findings().get(0);
        running.until(now -> Duration.between(gone, Instant.now()).compareTo(ABSENCE) > 0);
        cluster.registry("DELETE", "/repositories/gone-and-back/app", "");

        assertThat(named.code()).as(running.log()).isEqualTo(FindingCode.PULL_NOT_FOUND);
        assertThat(named.nodes()).as(running.log()).containsExactly("real-2");
        end(running);
    }

    @Test
    public void aRegistryThatIsDownForAWhileIsWaitedFor() {
        String namespace = cluster.namespace();
        cluster.registry("POST", "/down", "");
        Running running = puller(namespace, "hub.test/after-the-outage/app:v1");
        running.until(now -> !now.findings().isEmpty());

        cluster.registry("POST", "/up", "");

        end(running);
    }

    @Test
    public void aKubeletThatDiesDuringThePullChangesNothing() {
        Running running = whilePulling("hub.test/size/3m/slow/500k/kubelet:v1");
        cluster.trouble("kill", "real-1", "kubelet");
        cluster.trouble("kill", "real-2", "kubelet");

        end(running);
    }

    @Test
    public void aContainerdThatDiesDuringThePullChangesNothing() {
        Running running = whilePulling("hub.test/size/3m/slow/500k/containerd:v1");
        cluster.trouble("kill", "real-1", "containerd");
        cluster.trouble("kill", "real-2", "containerd");

        end(running);
    }

    private Running whilePulling(String image) {
        Running running = puller(cluster.namespace(), image);
        running.until(now -> now.rows().size() == 2 && now.rows().stream().allMatch(row -> row.state() == NodeState.PULLING));
        return running;
    }

    private Running puller(String namespace, String... images) {
        return puller(namespace, Policy.DEFAULT, images);
    }

    private Running puller(String namespace, Policy policy, String... images) {
        Running running = gate.start(cluster.gateKubeconfig(), PullerQuery.hook(namespace), policy, Duration.ofSeconds(110));
        cluster.admin().resource(Pullers.chart4(namespace, "hub").images(images).daemonSet()).create();
        return running;
    }

    private static WaitResult end(Running running) {
        WaitResult result = running.end();
        assertThat(result.success()).as(running.log()).isTrue();
        return result;
    }

    private static String kubectl(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Scripts.programs().resolve("kubectl").toString(), "--kubeconfig", cluster.adminKubeconfig().toString()));
        command.addAll(List.of(arguments));
        return Scripts.run(command).orFail();
    }
}

package io.jenkins.plugins.prepullgate.testbed.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import io.jenkins.plugins.prepullgate.testbed.Scripts;
import io.jenkins.plugins.prepullgate.whole.WholeGate;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** Pulls that succeed, on containerd 1.7 and 2.2, whatever happens on the way. */
public class PullRealNodeTest {
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
        Running running = gate.start(cluster.gateKubeconfig(), PullerQuery.hook(namespace), Policy.DEFAULT, Duration.ofSeconds(110));
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

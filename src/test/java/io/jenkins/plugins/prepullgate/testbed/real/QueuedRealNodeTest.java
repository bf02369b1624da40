package io.jenkins.plugins.prepullgate.testbed.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.Recording;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.Assessor;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import io.jenkins.plugins.prepullgate.whole.WholeGate;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** Kubelets that pull one image after the other, as they do unless told otherwise. */
public class QueuedRealNodeTest {
    private static final String OLDER = "real-1";
    private static final String NEWER = "real-2";

    @ClassRule
    @Rule
    public static final RealNodes cluster = new RealNodes("real:1@1.7,1@2.2");

    @Rule
    public final WholeGate gate = new WholeGate();

    @Test
    public void aStuckPullBlocksItsNodeAfterItsPodIsGoneAndTheAdviceFreesIt() throws IOException {
        String namespace = cluster.namespace();
        String stuck = "hub.test/size/4m/stalls/100k/stuck:v1";
        Running first = start(namespace);
        DaemonSet attempt = cluster.admin().resource(Pullers.chart4(namespace, "hub").images(stuck).daemonSet()).create();
        first.until(now -> now.tally().in(NodeState.PULLING) == 2 && now.rows().stream().allMatch(row -> row.message().isEmpty()));
        cluster.admin().resource(attempt).delete();
        first.until(now -> now.puller() == null);

        Running second = start(namespace);
        cluster.admin().resource(Pullers.chart4(namespace, "hub").images("hub.test/after-the-stuck-one/app:v1").daemonSet()).create();
        Assessment queued = second.seen(now -> queuedBehind(now, stuck) == 2);
        assertThat(queued.rows()).as(second.log()).allMatch(row -> row.message().contains(stuck + " for pod hook-image-puller-")
                && row.message().endsWith(", which is gone"));
        assertBlockedLater(second, stuck);

        cluster.trouble("kill", OLDER, "containerd");
        cluster.trouble("kill", NEWER, "containerd");

        assertThat(second.end().success()).as(second.log()).isTrue();
        second.keepAs("real-blocked-by-an-earlier-attempt");
    }

    /** What the same view means once the pull has had its time. */
    private static void assertBlockedLater(Running running, String stuck) throws IOException {
        List<Recording.Frame> frames = Recording.read(new StringReader(running.recording().toString())).frames();
        RolloutView view = frames.get(frames.size() - 1).view();
        Assessment now = running.held().latest();
        Instant later = now.at().plus(Duration.ofMinutes(11));
        Assessment then = Assessor.assess(view, Policy.DEFAULT, now.memory(), later);
        List<Finding> blocked = then.findings().stream().filter(f -> f.code() == FindingCode.NODE_PULL_BLOCKED).toList();
        assertThat(blocked).as(running.log()).singleElement().satisfies(finding -> {
            assertThat(finding.nodes()).containsExactly(OLDER, NEWER);
            assertThat(finding.images()).containsExactly(stuck);
            assertThat(finding.permanent()).isFalse();
        });
    }

    @Test
    public void aUsersLargeImageIsWaitedForAndNamed() {
        String namespace = cluster.namespace();
        String users = "hub.test/size/6m/slow/500k/users:v1";
        for (String node : List.of(OLDER, NEWER)) {
            cluster.admin().resource(new PodBuilder()
                            .withNewMetadata()
                            .withName("jupyter-" + node)
                            .withNamespace(namespace)
                            .endMetadata()
                            .withNewSpec()
                            .withNodeName(node)
                            .withAutomountServiceAccountToken(false)
                            .withTerminationGracePeriodSeconds(0L)
                            .addNewContainer()
                            .withName("notebook")
                            .withImage(users)
                            .withCommand("/bin/sh", "-c", "sleep 1000")
                            .endContainer()
                            .endSpec()
                            .build())
                    .create();
        }
        // A kubelet starts pods side by side: those of the users must have begun.
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> cluster.admin().v1().events().inNamespace(namespace).list().getItems().stream()
                        .filter(event -> "Pulling".equals(event.getReason()))
                        .count()
                == 2);
        Running running = start(namespace);
        cluster.admin().resource(Pullers.chart4(namespace, "hub").images("hub.test/beside-users/app:v1").daemonSet()).create();

        Assessment queued = running.seen(now -> queuedBehind(now, users) == 2);
        assertThat(queued.rows()).allMatch(row -> row.message().endsWith("for another pod of the namespace"));
        assertThat(queued.findings()).anyMatch(f -> f.code() == FindingCode.PULL_QUEUED && f.images().contains(users));

        assertThat(running.end().success()).as(running.log()).isTrue();
        assertThat(running.log()).contains("queued behind users:v1");
        running.keepAs("real-queued-behind-users");
    }

    @Test
    public void aPullThatIsSlowAgainstItsPeerIsNamedWithinAMinute() {
        String namespace = cluster.namespace();
        String image = "hub.test/size/4m/peer-is-quicker:v1";
        String earlier = cluster.namespace();
        Running quick = start(earlier);
        cluster.admin().resource(Pullers.chart4(earlier, "hub").images(image).selecting("kubernetes.io/hostname", OLDER).daemonSet()).create();
        assertThat(quick.end().success()).as(quick.log()).isTrue();

        cluster.registry("PUT", "/repositories/size/4m/peer-is-quicker", "slow/20k");
        Running running = start(namespace);
        DaemonSet set = Pullers.chart4(namespace, "hub").images("hub.test/size/1m/first:v1", image).daemonSet();
        cluster.admin().resource(set).create();
        running.until(now -> now.rows().stream().anyMatch(row -> row.node().equals(OLDER) && row.state() == NodeState.READY));
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(() -> running.held().latest().findings().stream().anyMatch(f -> f.code() == FindingCode.PULL_SLOW && f.nodes().equals(List.of(NEWER))));
        running.keepAs("real-slow");

        cluster.registry("DELETE", "/repositories/size/4m/peer-is-quicker", "");
        cluster.trouble("kill", NEWER, "containerd");
        running.until(now -> now.findings().stream().anyMatch(f -> f.code() == FindingCode.PULL_RUNTIME_DOWN));
        assertThat(running.end().success()).as(running.log()).isTrue();
    }

    private Running start(String namespace) {
        return gate.start(cluster.gateKubeconfig(), PullerQuery.hook(namespace), Policy.DEFAULT, Duration.ofSeconds(110));
    }

    private static long queuedBehind(Assessment now, String image) {
        return now.rows().stream().filter(row -> row.pull().behind().equals(image)).count();
    }
}

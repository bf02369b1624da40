package io.jenkins.plugins.prepullgate.testbed.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import io.jenkins.plugins.prepullgate.whole.WholeGate;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** Images that come late, on containerd 1.7 and 2.2. Kubelets try again after ever longer times: both waits go on together, each test looks at one. */
public class LateRealNodeTest {
    private static final String REPOSITORY = "gone-and-back/app";
    private static final Duration ABSENCE = Duration.ofSeconds(45);

    @Rule
    @ClassRule(order = 1)
    public static final RealNodes cluster = new RealNodes("real:1@1.7,1@2.2");

    @ClassRule(order = 2)
    public static final WholeGate gate = new WholeGate();

    private static Running pushedLate;
    private static Running goneAndBack;
    private static Finding named;

    @BeforeClass
    public static void begin() {
        String image = "hub.test/" + REPOSITORY + ":v1";
        String earlier = cluster.namespace();
        Running first = gate.start(cluster.gateKubeconfig(), earlier);
        cluster.admin().resource(Pullers.chart4(earlier, "hub").images(image).selecting("prepull-gate/containerd", "1.7").daemonSet()).create();
        assertThat(first.end().success()).as(first.log()).isTrue();

        cluster.registry("PUT", "/repositories/" + REPOSITORY, "e404");
        Instant gone = Instant.now();
        goneAndBack = puller(Policy.DEFAULT, image);
        pushedLate = puller(Policy.DEFAULT.withUnanimity(false), "hub.test/for/45s/e404/app:v1");
        named = goneAndBack.seen(now -> !now.findings().isEmpty()).findings().get(0);
        Awaitility.await().atMost(ABSENCE.plusMinutes(1)).until(() -> Duration.between(gone, Instant.now()).compareTo(ABSENCE) > 0);
        cluster.registry("DELETE", "/repositories/" + REPOSITORY, "");
    }

    private static Running puller(Policy policy, String image) {
        String namespace = cluster.namespace();
        Running running = gate.start(cluster.gateKubeconfig(), PullerQuery.hook(namespace), policy, Duration.ofSeconds(110));
        cluster.admin().resource(Pullers.chart4(namespace, "hub").images(image).daemonSet()).create();
        return running;
    }

    /** That another node has the image is proof enough that it may still come. */
    @Test
    public void anImageThatOneNodeHasIsWaitedForOnTheOther() {
        assertThat(named.code()).as(goneAndBack.log()).isEqualTo(FindingCode.PULL_NOT_FOUND);
        assertThat(named.nodes()).as(goneAndBack.log()).containsExactly("real-2");
        assertThat(goneAndBack.end().success()).as(goneAndBack.log()).isTrue();
    }

    /** Not found on every node is permanent at once, unless the caller knows that images are pushed late. */
    @Test
    public void aTagPushedLateIsPulledAfterAll() {
        assertThat(pushedLate.end().success()).as(pushedLate.log()).isTrue();
        assertThat(pushedLate.log()).contains("PULL_NOT_FOUND");
    }
}

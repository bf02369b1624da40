package io.jenkins.plugins.prepullgate.whole;

import static io.jenkins.plugins.prepullgate.findings.FindingCode.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.testbed.NodeSpec;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** The DaemonSet and the chart's Job in trouble, on a real control plane. */
public class PullerTroubleClusterTest {
    private static int tests;

    @ClassRule
    @Rule
    public static final RealCluster cluster = new RealCluster();

    @Rule
    public final WholeGate gate = new WholeGate();

    private String node;
    private String namespace;
    private Pullers pullers;

    @Before
    public void oneNodeThatPullsForEver() {
        node = "pulling-" + ++tests;
        namespace = cluster.namespace();
        cluster.addNode(NodeSpec.named(node).byHand());
        pullers = Pullers.chart4(namespace, "hub").images("hub.test/user:v1");
    }

    private Running start(FindingCode... slow) {
        return gate.start(cluster.gateKubeconfig(), PullerQuery.hook(namespace), NamedFailures.showing(slow), Duration.ofMinutes(2));
    }

    private Running pulling(FindingCode... slow) {
        cluster.admin().resource(pullers.daemonSet()).create();
        return start(slow).until(a -> a.puller() != null && a.puller().observed());
    }

    private static void names(FindingCode code, Running running) {
        NamedFailures.await(running, code, "");
        running.held().cancel("seen");
    }

    private Job job(UnaryOperator<JobBuilder> change) {
        return cluster.admin().resource(change.apply(new JobBuilder(pullers.job())).build()).create();
    }

    @Test
    public void twoReleasesInOneNamespaceAreNotGuessedBetween() {
        cluster.admin().resource(pullers.daemonSet()).create();
        DaemonSet other = new DaemonSetBuilder(Pullers.chart4(namespace, "other").images("hub.test/user:v1").daemonSet()).editMetadata()
                .withName("other-hook-image-puller").endMetadata().build();
        cluster.admin().resource(other).create();
        WaitResult result = gate.start(cluster.gateKubeconfig(), namespace).end();
        assertThat(result.code()).contains(DS_AMBIGUOUS);
        assertThat(result.summary()).contains("hook-image-puller").contains("other-hook-image-puller");
    }

    @Test
    public void aPullerThatIsTakenAwayUnderTheWait() {
        Running running = gate.start(cluster.gateKubeconfig(), PullerQuery.hook(namespace), Policy.DEFAULT, Duration.ofMinutes(1));
        cluster.admin().resource(pullers.daemonSet()).create();
        running.until(a -> a.puller() != null && a.puller().observed());
        cluster.admin().resource(pullers.daemonSet()).delete();
        WaitResult result = running.end();
        assertThat(result.code()).contains(DS_DELETING);
        assertThat(result.summary()).contains("deleted before every node had its images");
    }

    @Test
    public void aCountThatTheControllerDoesNotRenew() {
        Running running = pulling(DESIRED_MISMATCH);
        cluster.component("pause", "kube-controller-manager");
        try {
            cluster.admin().nodes().withName(node)
                    .edit(n -> new NodeBuilder(n).editSpec().addToTaints(new Taint("NoSchedule", "late", null, null)).endSpec().build());
            names(DESIRED_MISMATCH, running);
        } finally {
            cluster.component("resume", "kube-controller-manager");
        }
    }

    @Test
    public void aRuntimeClassThatIsNotThere() {
        cluster.admin().resource(new DaemonSetBuilder(pullers.daemonSet())
                .editSpec().editTemplate().editSpec().withRuntimeClassName("gvisor").endSpec().endTemplate().endSpec()
                .build()).create();
        Running running = start();
        assertThat(NamedFailures.await(running, POD_CREATE_OTHER, "").summary()).contains("gvisor");
        running.held().cancel("seen");
    }

    @Test
    public void anAwaiterThatCannotRun() {
        Running running = pulling(AWAITER_PENDING);
        job(job -> job.editSpec().editTemplate().editSpec().addToNodeSelector("nowhere", "at-all").endSpec().endTemplate().endSpec());
        names(AWAITER_PENDING, running);
    }

    @Test
    public void anAwaiterThatHasFailed() {
        Running running = pulling();
        // On no node, because the Job counts as failed only when its pods have ended.
        job(job -> job.editSpec().withActiveDeadlineSeconds(1L)
                .editTemplate().editSpec().addToNodeSelector("nowhere", "at-all").endSpec().endTemplate().endSpec());
        assertThat(NamedFailures.await(running, AWAITER_FAILED, "").evidence().toString()).contains("DeadlineExceeded");
        running.held().cancel("seen");
    }

    @Test
    public void anAwaiterThatPassesWithoutTheImages() {
        Running running = pulling();
        cluster.addNode(NodeSpec.named(node + "-quick").labelled("quick", "yes"));
        job(job -> job.editSpec().editTemplate()
                .editMetadata().addToAnnotations("prepull-gate/run", "1s").endMetadata()
                .editSpec().addToNodeSelector("quick", "yes").endSpec().endTemplate().endSpec());
        names(AWAITER_FALSE_SUCCESS, running);
    }
}

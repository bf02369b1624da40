package io.jenkins.plugins.prepullgate.whole;

import static io.jenkins.plugins.prepullgate.findings.FindingCode.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.testbed.NodeSpec;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.time.Duration;
import java.time.Instant;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** Nodes in trouble, full, or out of the scheduler's reach: the controllers' own taints and texts. */
public class NodeTroubleClusterTest {
    private static int tests;

    @ClassRule
    @Rule
    public static final RealCluster cluster = new RealCluster();

    @Rule
    public final WholeGate gate = new WholeGate();

    private String node;
    private String namespace;

    @Before
    public void oneNodeThatPullsForEver() {
        node = "troubled-" + ++tests;
        namespace = cluster.namespace();
        cluster.addNode(NodeSpec.named(node).byHand().labelled("kept", "yes"));
    }

    private DaemonSet puller() {
        return Pullers.chart4(namespace, "hub").selecting("kept", "yes").images("hub.test/user:v1").daemonSet();
    }

    private Running start(DaemonSet puller, FindingCode... slow) {
        cluster.admin().resource(puller).create();
        return gate.start(cluster.gateKubeconfig(), PullerQuery.hook(namespace), NamedFailures.showing(slow), Duration.ofMinutes(2));
    }

    private void condition(String type, String status) {
        cluster.admin().nodes().withName(node)
                .editStatus(n -> new NodeBuilder(n).editStatus().removeMatchingFromConditions(c -> c.getType().equals(type))
                .addToConditions(new NodeConditionBuilder().withType(type).withStatus(status).withReason("Test").withMessage("as told")
                        .withLastTransitionTime(Instant.now().toString()).withLastHeartbeatTime(Instant.now().toString()).build())
                .endStatus().build());
    }

    private void taint(String key) {
        cluster.admin().nodes().withName(node)
                .edit(n -> new NodeBuilder(n).editSpec().addToTaints(new Taint("NoSchedule", key, null, null)).endSpec().build());
    }

    private void names(FindingCode code, Running running) {
        NamedFailures.await(running, code, node);
        running.held().cancel("seen");
    }

    private Running waitingForItsNode() {
        return start(puller()).until(a -> a.tally().expected() == 1 && a.rows().stream().noneMatch(r -> r.state() == NodeState.AWAITING_POD));
    }

    @Test
    public void aDiskThatIsNearlyFull() {
        Running running = waitingForItsNode();
        condition("DiskPressure", "True");
        names(NODE_DISK_PRESSURE, running);
    }

    @Test
    public void tooFewProcessIds() {
        Running running = waitingForItsNode();
        condition("PIDPressure", "True");
        names(NODE_MEMORY_PRESSURE, running);
    }

    @Test
    public void aKubeletThatSaysItIsNotReadyIsWaitedForAndNamed() {
        Running running = waitingForItsNode();
        condition("Ready", "False");
        running.until(a -> a.rows().stream().anyMatch(r -> r.node().equals(node) && r.state() == NodeState.LOST));
        names(NODE_NOT_READY, running);
    }

    @Test
    public void aNodeThatDoesNotAnswerIsWaitedForAndNamed() {
        Running running = waitingForItsNode();
        condition("Ready", "Unknown");
        names(NODE_UNREACHABLE, running);
    }

    /** Only a puller on the host's network is counted there: for every other one the node controller's taint leaves the node out. */
    @Test
    public void aNetworkThatIsNotUp() {
        DaemonSet onTheHost = new DaemonSetBuilder(puller())
                .editSpec().editTemplate().editSpec().withHostNetwork(true).endSpec().endTemplate().endSpec()
                .build();
        Running running = start(onTheHost).until(a -> a.tally().expected() == 1);
        condition("NetworkUnavailable", "True");
        names(NODE_NETWORK_UNAVAILABLE, running);
    }

    @Test
    public void aNodeThatTheAutoscalerTakesAway() {
        Running running = waitingForItsNode();
        taint("ToBeDeletedByClusterAutoscaler");
        running.until(a -> a.findings().stream().anyMatch(f -> f.code() == NODE_SHUTDOWN && f.nodes().contains(node)));
        running.held().cancel("seen");
    }

    @Test
    public void aNodeThatTheSelectorLeavesOut() {
        Running running = waitingForItsNode();
        cluster.addNode(NodeSpec.named(node + "-other"));
        running.until(a -> a.findings().stream().anyMatch(f -> f.code() == NODE_EXCLUDED_SELECTOR && f.nodes().contains(node + "-other")));
        running.held().cancel("seen");
    }

    @Test
    public void aNodeThatMayRunNoMorePods() {
        // So from the beginning: the scheduler may hear of a change to a node after it has placed the pod.
        String full = node + "-full";
        cluster.addNode(NodeSpec.named(full).full().labelled("full", node));
        DaemonSet onlyThere = Pullers.chart4(namespace, "hub").selecting("full", node).images("hub.test/user:v1").daemonSet();
        Running running = start(onlyThere, UNSCHEDULABLE_TOO_MANY_PODS);
        NamedFailures.await(running, UNSCHEDULABLE_TOO_MANY_PODS, full);
        running.held().cancel("seen");
    }

    @Test
    public void aPortThatIsTaken() {
        cluster.admin().resource(new PodBuilder()
                .withNewMetadata().withName("first").withNamespace(namespace).endMetadata()
                .withNewSpec().withNodeName(node)
                .addNewContainer().withName("c").withImage("hub.test/first:v1")
                .addNewPort().withContainerPort(7).withHostPort(7).endPort()
                .endContainer().endSpec().build()).create();
        DaemonSet wanting = new DaemonSetBuilder(puller()).editSpec().editTemplate().editSpec().editFirstContainer()
                .addNewPort().withContainerPort(7).withHostPort(7).endPort().endContainer().endSpec().endTemplate().endSpec().build();
        assertThat(NamedFailures.await(start(wanting, UNSCHEDULABLE_OTHER), UNSCHEDULABLE_OTHER, node).evidence().toString()).contains("free ports");
    }

    @Test
    public void aSchedulerThatIsDownAndATaintThatComesBeforeIt() {
        boolean schedules = false;
        cluster.component("stop", "kube-scheduler");
        try {
            Running running = start(puller(), NOT_SCHEDULED_NO_CONDITION, UNSCHEDULABLE_TAINT_RACE);
            NamedFailures.await(running, NOT_SCHEDULED_NO_CONDITION, node);
            // Without its controller, which would take the pod away at once, the pod meets the taint at the scheduler.
            cluster.component("pause", "kube-controller-manager");
            try {
                taint("late");
                // Started anew it lists nodes before it places a pod; one that was only silent could read the pod first, and bind it.
                cluster.component("start", "kube-scheduler");
                schedules = true;
                NamedFailures.await(running, UNSCHEDULABLE_TAINT_RACE, node);
            } finally {
                cluster.component("resume", "kube-controller-manager");
            }
            running.held().cancel("seen");
        } finally {
            if (!schedules) {
                cluster.component("start", "kube-scheduler");
            }
        }
    }
}

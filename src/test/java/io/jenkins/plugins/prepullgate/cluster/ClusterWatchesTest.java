package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.rollout.DaemonSetFacts;
import io.jenkins.plugins.prepullgate.rollout.EventFacts;
import io.jenkins.plugins.prepullgate.rollout.PodFacts;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import io.jenkins.plugins.prepullgate.rollout.Source;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;

public class ClusterWatchesTest {
    private static final PullerQuery QUERY = PullerQuery.hook("jhub");

    @Rule
    public final MockApi api = new MockApi();

    private final ClusterWatches watches = new ClusterWatches(InstantSource.system());

    @After
    public void close() {
        watches.close();
    }

    @Test
    public void aPullerWithItsNodesPodsAndEventsComesIntoView() {
        api.admin().resource(new NodeBuilder().withNewMetadata().withName("user-1").endMetadata().build()).create();
        DaemonSet set = puller("jhub", "ds-1");
        Pod pod = pod(set, "hook-image-puller-abcde", "user-1");
        event(pod, "Failed", "Failed to pull image \"x\": not found");

        RolloutSource source = watches.open(api.target(), QUERY);

        soon().untilAsserted(() -> {
            assertThat(source.view().pullers()).extracting(DaemonSetFacts::name).containsExactly("hook-image-puller");
            assertThat(source.view().nodes()).extracting(NodeFacts::name).containsExactly("user-1");
            assertThat(source.view().pods()).extracting(PodFacts::node).containsExactly("user-1");
            assertThat(source.view().events()).extracting(EventFacts::reason).containsExactly("Failed");
            assertThat(Source.values()).allMatch(s -> source.view().live(s));
        });
    }

    private ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(15)).pollInterval(Duration.ofMillis(20));
    }

    private DaemonSet puller(String namespace, String uid) {
        DaemonSet made = Pullers.chart4(namespace, "hub").images("hub.test/user:v1").daemonSet();
        DaemonSet withUid = new DaemonSetBuilder(made).editMetadata().withUid(uid).endMetadata().build();
        return api.admin().resource(withUid).create();
    }

    private Pod pod(DaemonSet set, String name, String node) {
        return api.admin().resource(new PodBuilder()
                .withNewMetadata().withName(name).withNamespace(set.getMetadata().getNamespace()).withUid("uid-" + name)
                .withLabels(set.getSpec().getSelector().getMatchLabels())
                .addNewOwnerReference().withKind("DaemonSet").withName(set.getMetadata().getName()).withUid(set.getMetadata().getUid())
                .withController(true).endOwnerReference().endMetadata()
                .withNewSpec().withNodeName(node).endSpec().build()).create();
    }

    private void event(Pod pod, String reason, String message) {
        api.admin().resource(new EventBuilder()
                .withNewMetadata().withName(pod.getMetadata().getName() + "." + reason).withNamespace(pod.getMetadata().getNamespace()).endMetadata()
                .withNewInvolvedObject().withKind("Pod").withName(pod.getMetadata().getName()).withNamespace(pod.getMetadata().getNamespace())
                .withUid(pod.getMetadata().getUid()).endInvolvedObject()
                .withType("Warning").withReason(reason).withMessage(message).withCount(1).build()).create();
    }
}

package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.rollout.DaemonSetFacts;
import io.jenkins.plugins.prepullgate.rollout.EventFacts;
import io.jenkins.plugins.prepullgate.rollout.PodFacts;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import io.jenkins.plugins.prepullgate.rollout.Source;
import io.jenkins.plugins.prepullgate.rollout.SourceState.Sight;
import io.jenkins.plugins.prepullgate.testbed.FakeKubelet;
import io.jenkins.plugins.prepullgate.testbed.NodeSpec;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import io.jenkins.plugins.prepullgate.testbed.Rights;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** Watching on a real control plane, with the rights that the gate is given and no more. */
public class WatchClusterTest {
    /** What every wait watches. */
    private static final List<Source> WATCHED = List.of(Source.DAEMONSETS, Source.PODS, Source.NODES, Source.EVENTS, Source.JOBS);

    private static final String NOT_FOUND = "rpc error: code = NotFound desc = hub.test/user:v1: not found";

    @ClassRule
    @Rule
    public static final RealCluster cluster = new RealCluster();

    private ClusterTarget target;
    private ClusterWatches watches;

    @Before
    public void open() throws Exception {
        target = Kubeconfigs.read(cluster.gateKubeconfig(), null);
        watches = new ClusterWatches(InstantSource.system());
    }

    @After
    public void close() {
        watches.close();
    }

    @Test
    public void aRolloutIsSeenAsItGoes() {
        cluster.addNode(NodeSpec.named("seen-1").byHand());
        String namespace = cluster.namespace();
        RolloutSource source = watches.open(target, PullerQuery.hook(namespace));
        soon().until(() -> source.view().live(Source.DAEMONSETS));
        assertThat(source.view().pullers()).isEmpty();

        puller(namespace);
        FakeKubelet kubelet = new FakeKubelet(cluster.admin(), namespace);
        Pod pod = kubelet.podOn("seen-1");
        kubelet.pulling(pod, 0);
        kubelet.pullFails(pod, 0, NOT_FOUND);

        soon().untilAsserted(() -> {
            DaemonSetFacts set = source.view().pullers().get(0);
            assertThat(set.observed()).isTrue();
            assertThat(set.status().desired()).isEqualTo(1);
            assertThat(set.templateGeneration()).isEqualTo(1);
            PodFacts seen = source.view().pods().get(0);
            assertThat(seen.node()).isEqualTo("seen-1");
            assertThat(seen.bound()).isTrue();
            assertThat(seen.owner()).isEqualTo(set.uid());
            assertThat(seen.generation()).isEqualTo(1);
            assertThat(seen.initContainers().get(0).state().message()).contains(NOT_FOUND);
            assertThat(source.view().events())
                    .filteredOn(e -> e.about("Pod", seen.uid()))
                    .extracting(EventFacts::reason)
                    .contains("Pulling", "Failed");
            assertThat(WATCHED).allMatch(s -> source.view().live(s));
        });
    }

    @Test
    public void whatWasThereBeforeTheWaitBeganIsSeenToo() {
        cluster.addNode(NodeSpec.named("before-1").byHand());
        String namespace = cluster.namespace();
        puller(namespace);
        FakeKubelet kubelet = new FakeKubelet(cluster.admin(), namespace);
        kubelet.pullFails(kubelet.podOn("before-1"), 0, NOT_FOUND);

        RolloutSource source = live(namespace);

        soon().untilAsserted(() -> assertThat(source.view().events()).extracting(EventFacts::message).anyMatch(m -> m.contains(NOT_FOUND)));
        assertThat(source.view().pods()).hasSize(1);
    }

    @Test
    public void aCordonIsSeenWithWhoDidIt() {
        cluster.addNode(NodeSpec.named("cordoned-1").byHand());
        RolloutSource source = live(cluster.namespace());

        cluster.admin().nodes().withName("cordoned-1").patch(
                new PatchContext.Builder().withPatchType(PatchType.STRATEGIC_MERGE).withFieldManager("kubectl-cordon").build(),
                new NodeBuilder().withNewMetadata().withName("cordoned-1").endMetadata().withNewSpec().withUnschedulable(true).endSpec().build());

        soon().untilAsserted(() -> {
            NodeFacts node = source.view().nodes().stream().filter(n -> n.name().equals("cordoned-1")).findFirst().orElseThrow();
            assertThat(node.unschedulable()).isTrue();
            assertThat(node.hasTaint("node.kubernetes.io/unschedulable")).isTrue();
            assertThat(node.lastChange().at()).isNotNull();
        });
    }

    @Test
    public void oneWaitAsksSixTimesAndWatchesFiveThings() {
        String namespace = cluster.namespace();
        puller(namespace);
        Instant begun = Instant.now();

        RolloutSource source = live(namespace);
        puller("hub");
        RolloutSource same = watches.open(target, PullerQuery.hook(namespace));

        // The controller writes meanwhile, and each change makes another view.
        soon().untilAsserted(() -> assertThat(same.view()).isSameAs(source.view()));
        // Five read the watches; the others leave when nothing is asked any more.
        soon().until(() -> threads() == 5);
        soon().untilAsserted(() -> {
            List<String> asked = cluster.gateRequests().stream().filter(line -> received(line).isAfter(begun)).toList();
            assertThat(asked.stream().filter(line -> line.contains("\"verb\":\"list\""))).hasSize(6);
            assertThat(asked.stream().filter(line -> line.contains("\"verb\":\"watch\"") && line.contains("ResponseStarted"))).hasSize(5);
        });
        cluster.admin().apps().daemonSets().inNamespace("hub").withName("hook-image-puller").delete();
    }

    @Test
    public void anApiServerThatDiesIsToldAndFoundAgainWithAllThatHappenedSince() {
        String namespace = cluster.namespace();
        RolloutSource source = live(namespace);

        cluster.component("stop", "kube-apiserver");
        soon().until(() -> Stream.of(Source.DAEMONSETS, Source.NODES, Source.EVENTS, Source.JOBS)
                .allMatch(s -> source.view().source(s).sight() == Sight.STALE));
        soon().until(() -> source.view().source(Source.NODES).detail().contains("cannot be connected to"));

        cluster.component("start", "kube-apiserver");
        // It may have done what it was asked for although its answer was lost.
        eventually().until(() -> pullerSet(namespace).createOr(NonDeletingOperation::update) != null);
        eventually().until(() -> source.view().pullers().size() == 1 && WATCHED.stream().allMatch(s -> source.view().live(s)));
    }

    @Test
    public void anApiServerThatFallsSilentIsTold() {
        RolloutSource source = live(cluster.namespace());

        cluster.component("pause", "kube-apiserver");
        try {
            eventually().until(() -> source.view().source(Source.DAEMONSETS).sight() == Sight.STALE);
        } finally {
            cluster.component("resume", "kube-apiserver");
        }

        eventually().until(() -> source.view().live(Source.DAEMONSETS) && source.view().live(Source.NODES));
    }

    @Test
    public void whoMayNotReadNodesIsToldSoAndSeesTheRest() {
        String namespace = cluster.namespace();
        puller(namespace);

        RolloutSource source = watches.open(target.withCredentials(new Credentials.Token(strangerIn(namespace))), PullerQuery.hook(namespace));

        soon().until(() -> source.view().forbidden(Source.NODES) && source.view().live(Source.PODS));
        assertThat(source.view().source(Source.NODES).detail()).contains("nodes is forbidden").contains("cannot list resource \"nodes\"");
        assertThat(source.view().nodes()).isEmpty();
    }

    @Test
    public void whatIsWrongWithAConnectionIsSaidInOneLine() throws Exception {
        String namespace = cluster.namespace();
        check(target, namespace);
        assertFails(target, "nowhere", Kind.FORBIDDEN, "daemonsets.apps is forbidden");
        assertFails(Kubeconfigs.read(cluster.adminKubeconfig(), null), "nowhere", Kind.NO_SUCH_NAMESPACE, "has no namespace 'nowhere'");
        assertFails(target.withCredentials(new Credentials.Token("wrong")), namespace, Kind.UNAUTHORIZED, "401");
        assertFails(target.withCredentials(new Credentials.None()), namespace, Kind.FORBIDDEN, "system:anonymous");
        assertFails(target.withCa(null), namespace, Kind.TLS, "unable to find valid certification path");
        check(target.withCa(null).insecurely(), namespace);
    }

    /** When the server received the request of a line of its log, which it may write later. */
    private static Instant received(String line) {
        return Instant.parse(line.replaceFirst(".*\"requestReceivedTimestamp\":\"([^\"]+)\".*", "$1"));
    }

    private long threads() {
        return LiveThreads.names().stream()
                .filter(name -> name.startsWith("OkHttp " + target.serverUrl()) || name.startsWith(Workshop.THREADS))
                .count();
    }

    private static void check(ClusterTarget to, String namespace) throws ConnectionException {
        try (ClusterClient client = ClusterClient.connect(to)) {
            client.check(namespace);
        }
    }

    private static void assertFails(ClusterTarget to, String namespace, Kind kind, String message) {
        assertThatThrownBy(() -> check(to, namespace)).isInstanceOfSatisfying(ConnectionException.class, e -> {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
            assertThat(e.getMessage()).contains(message).doesNotContain("\n");
        });
    }

    /** The token of an account that may see the namespace, and no nodes. */
    private static String strangerIn(String namespace) {
        cluster.admin().resource(new ServiceAccountBuilder()
                        .withNewMetadata().withName("stranger").withNamespace(namespace).endMetadata().build())
                .create();
        cluster.admin().resource(new RoleBindingBuilder()
                        .withNewMetadata().withName("stranger").withNamespace(namespace).endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "prepull-gate-namespace")
                        .addNewSubject(null, "ServiceAccount", "stranger", namespace)
                        .build())
                .create();
        Rights.await(cluster.admin(), new Rights.Right(namespace + ":stranger", namespace, "list", "apps", "daemonsets"));
        return cluster.admin().serviceAccounts().inNamespace(namespace).withName("stranger")
                .tokenRequest(new TokenRequestBuilder().withNewSpec().withExpirationSeconds(3600L).endSpec().build())
                .getStatus().getToken();
    }

    private static void puller(String namespace) {
        pullerSet(namespace).create();
    }

    private static Resource<DaemonSet> pullerSet(String namespace) {
        return cluster.admin().resource(Pullers.chart4(namespace, "hub").images("hub.test/user:v1", "hub.test/extra:v1").daemonSet());
    }

    private RolloutSource live(String namespace) {
        RolloutSource source = watches.open(target, PullerQuery.hook(namespace));
        soon().until(() -> Stream.of(Source.DAEMONSETS, Source.NODES, Source.EVENTS, Source.JOBS).allMatch(s -> source.view().live(s))
                && (source.view().pullers().isEmpty() || source.view().live(Source.PODS)));
        return source;
    }

    private static ConditionFactory soon() {
        return await().ignoreExceptions().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(20));
    }

    private static ConditionFactory eventually() {
        return await().ignoreExceptions().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
    }
}

package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.rollout.DaemonSetFacts;
import io.jenkins.plugins.prepullgate.rollout.EventFacts;
import io.jenkins.plugins.prepullgate.rollout.PodFacts;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import io.jenkins.plugins.prepullgate.rollout.Source;
import io.jenkins.plugins.prepullgate.rollout.SourceState.Sight;
import io.jenkins.plugins.prepullgate.rollout.UserPods;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;

public class ClusterWatchesTest {
    /** What every wait watches. */
    private static final List<Source> WATCHED = List.of(Source.DAEMONSETS, Source.PODS, Source.NODES, Source.EVENTS, Source.JOBS);

    private static final PullerQuery QUERY = PullerQuery.hook("jhub");

    @Rule
    public final MockApi api = new MockApi();

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2018-01-26T18:00:00Z"));
    private ClusterWatches watches = new ClusterWatches(now::get, quick(Duration.ofSeconds(10)));

    @After
    public void close() {
        watches.close();
        // The mock server does not take it well when it goes before its clients.
        soon().until(() -> working().isEmpty());
    }

    @Test
    public void aPullerWithItsNodesPodsAndEventsComesIntoView() {
        api.admin().resource(new NodeBuilder().withNewMetadata().withName("user-1").endMetadata().build()).create();
        DaemonSet set = puller("jhub");
        Pod pod = pod(set, "hook-image-puller-abcde", "user-1");
        event(pod, "Failed", "Failed to pull image \"x\": not found");

        RolloutSource source = watches.open(api.target(), QUERY);

        soon().untilAsserted(() -> {
            assertThat(source.view().pullers()).extracting(DaemonSetFacts::name).containsExactly("hook-image-puller");
            assertThat(source.view().nodes()).extracting(NodeFacts::name).containsExactly("user-1");
            assertThat(source.view().pods()).extracting(PodFacts::node).containsExactly("user-1");
            assertThat(source.view().events()).extracting(EventFacts::reason).containsExactly("Failed");
            assertThat(WATCHED).allMatch(s -> source.view().live(s));
        });
    }

    @Test
    public void aThousandWaitsForOnePullerShareOneViewAndOneSetOfRequests() {
        puller("jhub");
        List<RolloutSource> sources = Stream.generate(() -> watches.open(api.target(), QUERY)).limit(1_000).toList();

        soon().until(() -> WATCHED.stream().allMatch(s -> sources.get(999).view().live(s)));

        // What belongs to no watch may still be read meanwhile, and makes another view.
        soon().untilAsserted(() -> assertThat(sources).extracting(RolloutSource::view).allMatch(view -> view == sources.get(0).view()));
        soon().untilAsserted(() -> assertThat(api.requests().stream().filter(r -> !r.contains("watch=true"))).hasSize(6));
        assertThat(api.requests().stream().filter(r -> r.contains("watch=true"))).hasSize(5);
        assertThat(working()).hasSizeLessThanOrEqualTo(10);
        soon().untilAsserted(() -> assertThat(threads()).as("one reads each watch").hasSize(5));
    }

    @Test
    public void whileNothingChangesNothingIsAskedAndNoWorkerIsKept() {
        puller("jhub");
        RolloutSource source = live();
        soon().until(() -> api.requests().stream().anyMatch(r -> r.contains("singleuser-server")));
        List<String> before = List.copyOf(api.requests());

        soon().until(() -> threads().stream().noneMatch(name -> name.contains("requests")));

        assertThat(api.requests()).isEqualTo(before);
        assertThat(source.view()).isSameAs(source.view());
    }

    @Test
    public void everyChangeIsMarkedAndShows() {
        DaemonSet set = puller("jhub");
        RolloutSource source = live();
        AtomicInteger marks = new AtomicInteger();
        RolloutSource.Subscription subscription = source.onChange(marks::incrementAndGet);

        pod(set, "hook-image-puller-abcde", "user-1");
        // A change shows first, and is marked then.
        soon().until(() -> source.view().pods().size() == 1 && marks.get() > 0);
        subscription.close();
        int marked = marks.get();
        api.admin().pods().inNamespace("jhub").withName("hook-image-puller-abcde").delete();
        soon().until(() -> source.view().pods().isEmpty());
        assertThat(marks).hasValue(marked);
    }

    @Test
    public void aListenerThatFailsDoesNotSilenceTheOthers() {
        RolloutSource source = live();
        AtomicInteger marks = new AtomicInteger();
        source.onChange(() -> {
            throw new IllegalStateException("on purpose");
        });
        source.onChange(marks::incrementAndGet);

        puller("jhub");

        soon().until(() -> marks.get() > 0);
    }

    @Test
    public void oneUsersPodTellsWithWhatUsersPull() {
        api.admin().resource(userPod()).create();
        puller("jhub");

        RolloutSource source = watches.open(api.target(), QUERY);

        soon().untilAsserted(() -> assertThat(source.view().around().users())
                .isEqualTo(new UserPods("a running user pod", "user", List.of("pull"), true, "Always")));
        assertThat(source.view().pods()).as("it is no puller's").noneMatch(pod -> pod.name().equals("jupyter-alice"));
    }

    @Test
    public void accountsAreReadWhereTheyDecide() {
        api.admin().resource(userPod()).create();
        api.admin().resource(new ServiceAccountBuilder().withNewMetadata().withName("default").withNamespace("jhub").endMetadata()
                        .addNewImagePullSecret("brought").build())
                .create();
        puller("jhub");

        RolloutSource source = watches.open(api.target(), QUERY);

        soon().untilAsserted(() -> assertThat(source.view().around().accounts()).isEqualTo(Map.of("default", List.of("brought"))));
    }

    private static Pod userPod() {
        return new PodBuilder()
                .withNewMetadata()
                .withName("jupyter-alice")
                .withNamespace("jhub")
                .addToLabels("component", "singleuser-server")
                .endMetadata()
                .withNewSpec()
                .withServiceAccountName("user")
                .addNewImagePullSecret("pull")
                .addNewContainer()
                .withName("notebook")
                .withImagePullPolicy("Always")
                .endContainer()
                .endSpec()
                .build();
    }

    @Test
    public void withoutAPullerNoPodIsRead() {
        api.admin().resource(new PodBuilder().withNewMetadata().withName("jupyter-alice").withNamespace("jhub").endMetadata().build()).create();

        RolloutSource source = watches.open(api.target(), QUERY);

        soon().until(() -> Stream.of(Source.DAEMONSETS, Source.NODES, Source.EVENTS, Source.JOBS).allMatch(s -> source.view().live(s)));
        assertThat(source.view().source(Source.PODS)).isNull();
        assertThat(api.requests()).noneMatch(r -> r.contains("/pods"));
    }

    @Test
    public void aPullerThatComesLaterIsFollowedByItsPods() {
        RolloutSource source = watches.open(api.target(), QUERY);
        soon().until(() -> source.view().live(Source.DAEMONSETS));

        DaemonSet set = puller("jhub");
        pod(set, "hook-image-puller-abcde", "user-1");

        soon().until(() -> source.view().pods().size() == 1 && source.view().live(Source.PODS));
    }

    @Test
    public void aPullerReplacedUnderItsNameShowsItsOwnPodsOnlyAndKeepsTheWatch() {
        DaemonSet first = puller("jhub");
        pod(first, "hook-image-puller-abcde", "user-1");
        RolloutSource source = live();

        api.admin().resource(first).delete();
        soon().until(() -> source.view().pullers().isEmpty());
        DaemonSet second = puller("jhub");
        pod(second, "hook-image-puller-fghij", "user-1");

        soon().untilAsserted(() -> {
            assertThat(source.view().pullers()).extracting(DaemonSetFacts::uid).containsExactly(second.getMetadata().getUid());
            assertThat(source.view().pods()).extracting(PodFacts::name).containsExactly("hook-image-puller-fghij");
        });
        assertThat(api.requests().stream().filter(r -> r.contains("/pods") && r.contains("watch=true"))).hasSize(1);
    }

    @Test
    public void anotherSelectorIsAnotherWatch() {
        DaemonSet first = puller("jhub");
        RolloutSource source = live();

        api.admin().resource(first).delete();
        DaemonSet second = api.admin().resource(Pullers.chart4("jhub", "other").images("hub.test/user:v1").daemonSet()).create();
        pod(second, "hook-image-puller-fghij", "user-1");

        soon().until(() -> source.view().pods().size() == 1 && source.view().live(Source.PODS));
        assertThat(api.requests().stream().filter(r -> r.contains("/pods") && r.contains("watch=true"))).hasSize(2);
    }

    @Test
    public void namespacesDoNotMixAndShareTheNodes() {
        DaemonSet first = puller("jhub");
        DaemonSet second = puller("other");
        RolloutSource one = watches.open(api.target(), QUERY);
        RolloutSource two = watches.open(api.target(), PullerQuery.hook("other"));

        soon().untilAsserted(() -> {
            assertThat(one.view().pullers()).extracting(DaemonSetFacts::uid).containsExactly(first.getMetadata().getUid());
            assertThat(two.view().pullers()).extracting(DaemonSetFacts::uid).containsExactly(second.getMetadata().getUid());
            assertThat(two.view().live(Source.NODES)).isTrue();
        });
        assertThat(api.requests().stream().filter(r -> r.contains("/nodes"))).hasSize(2);
    }

    @Test
    public void nobodySeesThroughAnothersCredentials() {
        RolloutSource mine = watches.open(api.target().withCredentials(new Credentials.Token("mine")), QUERY);
        RolloutSource yours = watches.open(api.target().withCredentials(new Credentials.Token("yours")), QUERY);

        soon().until(() -> mine.view().live(Source.DAEMONSETS) && yours.view().live(Source.DAEMONSETS));

        assertThat(api.authorizations()).contains("Bearer mine", "Bearer yours");
        assertThat(api.requests().stream().filter(r -> r.contains("/daemonsets?limit"))).hasSize(2);
    }

    @Test
    public void whoMayNotSeeNodesSeesTheRest() {
        api.refuse("/api/v1/nodes.*", 403, "nodes is forbidden");
        puller("jhub");

        RolloutSource source = watches.open(api.target(), QUERY);

        soon().until(() -> source.view().forbidden(Source.NODES) && source.view().live(Source.PODS));
        assertThat(source.view().source(Source.NODES).detail()).contains("nodes is forbidden");
    }

    @Test
    public void aCutWatchComesBackAndMissesNothing() {
        DaemonSet set = puller("jhub");
        try (Wire wire = new Wire(api.port())) {
            RolloutSource source = live(wire);

            // The event is lost on the way. Sent into a connection that is just ending, it would block the mock server for half a minute.
            wire.silence();
            pod(set, "hook-image-puller-abcde", "user-1");
            wire.speak();
            wire.cut();

            soon().until(() -> source.view().pods().size() == 1 && allLive(source));
        }
    }

    @Test
    public void aServerThatGoesAwayIsToldAndFoundAgain() {
        puller("jhub");
        try (Wire wire = new Wire(api.port())) {
            RolloutSource source = live(wire);

            wire.unplug();
            soon().until(() -> WATCHED.stream().allMatch(s -> source.view().source(s).sight() == Sight.STALE));
            soon().until(() -> source.view().source(Source.DAEMONSETS).detail().contains("cannot be connected to"));
            assertThat(source.view().pullers()).hasSize(1);

            wire.plugIn();
            soon().until(() -> allLive(source));
        }
    }

    @Test
    public void aConnectionThatFallsSilentIsNoticed() {
        puller("jhub");
        try (Wire wire = new Wire(api.port())) {
            watches.close();
            watches = new ClusterWatches(InstantSource.system(), quick(Duration.ofSeconds(1)));
            RolloutSource source = live(wire);

            wire.silence();
            soon().until(() -> source.view().source(Source.DAEMONSETS).sight() == Sight.STALE);

            wire.speak();
            soon().until(() -> allLive(source));
        }
    }

    @Test
    public void whenTheLastSourceIsClosedNothingIsLeft() {
        puller("jhub");
        RolloutSource one = live();
        RolloutSource two = watches.open(api.target(), new PullerQuery("jhub", "hook-image-puller", "", PullerQuery.Kind.HOOK));
        soon().until(() -> allLive(two));

        one.close();
        one.close();
        api.admin().resource(new NodeBuilder().withNewMetadata().withName("user-1").endMetadata().build()).create();
        soon().until(() -> two.view().nodes().size() == 1);

        two.close();
        soon().untilAsserted(() -> assertThat(threads()).isEmpty());
        assertThat(two.view().pullers()).hasSize(1);
    }

    @Test
    public void aClusterThatCannotBeReachedLeavesNothingEither() {
        Wire wire = new Wire(api.port());
        wire.unplug();
        RolloutSource source = watches.open(ClusterTarget.of(wire.url(), new Credentials.None()), QUERY);
        soon().until(() -> source.view().source(Source.NODES).detail().contains("cannot be connected to"));
        assertThat(source.view().source(Source.NODES).sight()).isEqualTo(Sight.SYNCING);

        source.close();

        soon().untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    @Test
    public void afterCloseNothingIsOpened() {
        watches.close();

        assertThatThrownBy(() -> watches.open(api.target(), QUERY)).isInstanceOf(IllegalStateException.class);
    }

    private static Tuning quick(Duration ping) {
        return new Tuning(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                ping,
                Duration.ofMillis(10),
                Duration.ofMillis(100),
                Duration.ofMillis(500),
                Duration.ofMillis(100),
                Duration.ZERO);
    }

    private RolloutSource live() {
        RolloutSource source = watches.open(api.target(), QUERY);
        soon().until(() -> source.view().live(Source.DAEMONSETS) && source.view().live(Source.NODES) && source.view().live(Source.EVENTS)
                && source.view().live(Source.JOBS) && (source.view().pullers().isEmpty() || source.view().live(Source.PODS)));
        return source;
    }

    private RolloutSource live(Wire wire) {
        RolloutSource source = watches.open(ClusterTarget.of(wire.url(), new Credentials.None()), QUERY);
        soon().until(() -> allLive(source));
        return source;
    }

    private static boolean allLive(RolloutSource source) {
        return WATCHED.stream().allMatch(s -> source.view().live(s));
    }

    /** All of ours; those that the HTTP client shares among everybody in the process are not ours to end. */
    private static List<String> threads() {
        return LiveThreads.names().stream()
                .filter(name -> name.startsWith(Workshop.THREADS) || name.startsWith("OkHttp http://localhost"))
                .toList();
    }

    /** Without those that only wait for a request; the administrator's client has such, too. */
    private static List<String> working() {
        return threads().stream().filter(name -> !name.startsWith(Workshop.THREADS + "-http")).toList();
    }

    private ConditionFactory soon() {
        return await().ignoreExceptions().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(20));
    }

    private DaemonSet puller(String namespace) {
        return api.admin().resource(Pullers.chart4(namespace, "hub").images("hub.test/user:v1").daemonSet()).create();
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

package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.jenkins.plugins.prepullgate.rollout.DaemonSetFacts;
import io.jenkins.plugins.prepullgate.rollout.EventFacts;
import io.jenkins.plugins.prepullgate.rollout.JobFacts;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import io.jenkins.plugins.prepullgate.rollout.Source;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.After;
import org.junit.Test;

public class PictureTest {
    private static final ClusterTarget TARGET = ClusterTarget.of("https://api.test", new Credentials.None());
    private static final DaemonSet PULLER =
            Pullers.chart4("jhub", "hub").images("hub.test/user:v1").daemonSet();

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, Workshop.threads("test-timer"));
    private final Workshop workshop = new Workshop(TARGET, Tuning.DEFAULT, InstantSource.system(), timer);
    private final ClusterLink link = new ClusterLink(TARGET, workshop, null);
    private final ScriptedFeed feed = new ScriptedFeed();
    private final EventShelf events = new EventShelf();
    private final NameShelf<DaemonSetFacts> shelf = new NameShelf<>();

    @After
    public void close() {
        workshop.close();
        timer.shutdownNow();
    }

    @Test
    public void whatIsMissingBecauseItWasNotReadYetDoesNotCountAsRead() {
        feed.holds(new ConfigMapBuilder().withNewMetadata().withName("hook-image-puller").withResourceVersion("1").endMetadata().build());
        SlowShelf slow = new SlowShelf();
        Reflector<ConfigMap, DaemonSetFacts> reflector = new Reflector<>(feed, map -> DaemonSetMapping.facts(PULLER), slow.shelf, workshop, () -> {});
        slow.afterLooking = () -> {
            reflector.start();
            await().atMost(Duration.ofMinutes(1)).until(() -> reflector.state().live());
        };

        RolloutView view = picture(new Watched<>(slow, reflector)).view();

        assertThat(view.pullers()).isEmpty();
        assertThat(view.live(Source.DAEMONSETS)).isFalse();
    }

    @Test
    public void aViewInWhichNothingIsDifferentIsTheSame() {
        Picture picture = pictureOfAPuller();
        RolloutView first = picture.view();

        shelf.put("other", DaemonSetMapping.facts(Pullers.chart4("jhub", "hub").daemonSet()).map(PictureTest::stranger).orElseThrow());
        events.put("e2", pulling("jupyter-alice"));
        events.put("e3", pulled("jupyter-alice"));

        assertThat(shelf.items()).hasSize(2);
        assertThat(events.items()).hasSize(3);
        assertThat(picture.view()).isSameAs(first);
    }

    @Test
    public void anEventMakesNothingElseAnew() {
        Picture picture = pictureOfAPuller();
        RolloutView first = picture.view();

        events.put("e2", failed("hook-image-puller-fghij"));
        RolloutView second = picture.view();

        assertThat(second.events()).hasSize(2);
        assertThat(second.events().get(0)).isSameAs(first.events().get(0));
        assertThat(second.pullers()).isSameAs(first.pullers());
        assertThat(second.nodes()).isSameAs(first.nodes());
        assertThat(second.pods()).isSameAs(first.pods());
        assertThat(second.around()).isSameAs(first.around());
        assertThat(second.sources()).isSameAs(first.sources());
    }

    /** Of one puller, with an event about one of its pods. */
    private Picture pictureOfAPuller() {
        shelf.put("hook-image-puller", DaemonSetMapping.facts(PULLER).orElseThrow());
        events.pullers(Set.of(new PodNames("hook-image-puller")));
        events.put("e1", failed("hook-image-puller-abcde"));
        return picture(unread(shelf));
    }

    private Picture picture(Watched<DaemonSetFacts> daemonSets) {
        NamespaceParts parts = new NamespaceParts(
                daemonSets,
                unread(new NameShelf<JobFacts>()),
                unread(events),
                new PodWatches(link, "jhub", () -> {}),
                new HookChecksums(link, "jhub", () -> {}),
                new Neighbours(link, "jhub", () -> {}),
                new ReleaseStates(link, "jhub", () -> {}));
        return new Picture(PullerQuery.hook("jhub"), link, parts);
    }

    private <F> Watched<F> unread(Shelf<F> shelf) {
        return new Watched<>(shelf, new Reflector<>(feed, object -> Optional.empty(), shelf, workshop, () -> {}));
    }

    private static DaemonSetFacts stranger(DaemonSetFacts set) {
        return new DaemonSetFacts("jhub", "other", "uid-other", 1, Map.of(), Map.of(), Map.of(), null, null, "", set.template(), set.status());
    }

    private static EventFacts failed(String pod) {
        return event(pod, "Failed", "Failed to pull image \"a\"");
    }

    private static EventFacts pulling(String pod) {
        return event(pod, "Pulling", "Pulling image \"a\"");
    }

    private static EventFacts pulled(String pod) {
        return event(pod, "Pulled", "Successfully pulled image \"a\"");
    }

    private static EventFacts event(String pod, String reason, String message) {
        return new EventFacts("", "Pod", pod, "", "", "Normal", reason, message, 1, Instant.EPOCH, Instant.EPOCH, "n1");
    }

    /** Between the look at it and the use of what was seen, time passes. */
    private static final class SlowShelf implements Shelf<DaemonSetFacts> {
        private final NameShelf<DaemonSetFacts> shelf = new NameShelf<>();
        private Runnable afterLooking;

        @Override
        public boolean replaceAll(Map<String, DaemonSetFacts> newItems) {
            return shelf.replaceAll(newItems);
        }

        @Override
        public boolean put(String name, DaemonSetFacts item) {
            return shelf.put(name, item);
        }

        @Override
        public boolean remove(String name) {
            return shelf.remove(name);
        }

        @Override
        public List<DaemonSetFacts> items() {
            List<DaemonSetFacts> seen = shelf.items();
            afterLooking.run();
            return seen;
        }
    }
}

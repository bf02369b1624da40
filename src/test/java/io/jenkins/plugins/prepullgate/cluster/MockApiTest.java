package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Rule;
import org.junit.Test;

/** The mock server itself: what it does for tests must not depend on when watches end. */
public class MockApiTest {
    private static final int ROUNDS = 15;
    private static final int WATCHES = 5;

    @Rule
    public final MockApi api = new MockApi();

    @Test
    public void watchesThatEndWhileItWritesDoNotStopIt() throws Exception {
        KubernetesClient admin = api.admin();
        AtomicBoolean ended = new AtomicBoolean();
        ExecutorService writers = Executors.newFixedThreadPool(2);
        try (ClusterClient watching = ClusterClient.connect(api.target())) {
            List<Future<Duration>> slowest = new ArrayList<>();
            for (String name : List.of("a", "b")) {
                slowest.add(writers.submit(() -> writeUntil(ended, admin, name)));
            }
            for (int round = 0; round < ROUNDS; round++) {
                List<Watch> watches = new ArrayList<>();
                for (int i = 0; i < WATCHES; i++) {
                    watches.add(watching.fabric8().pods().inNamespace("hub").watch(new Ignored()));
                }
                watches.forEach(Watch::close);
            }
            ended.set(true);
            // Without PromptEnd: a minute for each watch that ends.
            for (Future<Duration> each : slowest) {
                assertThat(each.get()).as("the longest that a write has taken").isLessThan(Duration.ofSeconds(20));
            }
        } finally {
            writers.shutdownNow();
        }
    }

    private static Duration writeUntil(AtomicBoolean ended, KubernetesClient admin, String name) {
        Duration longest = Duration.ZERO;
        for (int i = 0; !ended.get(); i++) {
            long begun = System.nanoTime();
            String value = Integer.toString(i);
            Pod pod = new PodBuilder().withNewMetadata().withName(name).withNamespace("hub").addToAnnotations("n", value).endMetadata().build();
            if (i == 0) {
                admin.resource(pod).create();
            } else {
                admin.resource(pod).update();
            }
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            longest = took.compareTo(longest) > 0 ? took : longest;
        }
        return longest;
    }

    private static final class Ignored implements Watcher<Pod> {
        @Override
        public void eventReceived(Action action, Pod pod) {
            assertThat(pod.getMetadata().getNamespace()).isEqualTo("hub");
        }

        @Override
        public void onClose(WatcherException cause) {
            throw new IllegalStateException(cause);
        }
    }
}

package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import io.jenkins.plugins.prepullgate.rollout.Source;
import java.time.Duration;
import java.time.InstantSource;
import org.awaitility.core.ConditionFactory;
import org.junit.Rule;
import org.junit.Test;

/** A connection that has been tried, and is then watched over. */
public class SharedConnectionTest {
    private static final PullerQuery QUERY = PullerQuery.hook("jhub");

    @Rule
    public final MockApi api = new MockApi();

    @Test
    public void itIsWatchedOverAndEndsWithTheLastWait() throws Exception {
        try (ClusterWatches watches = QuickWatches.open(InstantSource.system(), Duration.ZERO);
                ClusterClient connection = ClusterClient.connect(api.target())) {
            RolloutSource source = watches.open(connection, QUERY);
            soon().until(() -> source.view().live(Source.DAEMONSETS) && source.view().live(Source.NODES));
            assertThat(connection.fabric8().getHttpClient().isClosed()).isFalse();

            source.close();

            soon().until(() -> connection.fabric8().getHttpClient().isClosed());
            assertThatCode(connection::close).as("closing it once more").doesNotThrowAnyException();
        }
    }

    @Test
    public void theOneThatIsThereIsKept() throws Exception {
        try (ClusterWatches watches = QuickWatches.open(InstantSource.system(), Duration.ZERO);
                ClusterClient second = ClusterClient.connect(api.target())) {
            RolloutSource first = watches.open(api.target(), QUERY);
            soon().until(() -> first.view().live(Source.NODES));

            RolloutSource other = watches.open(second, QUERY);
            second.close();

            // The other watches begin meanwhile, and each makes another view.
            soon().untilAsserted(() -> assertThat(other.view()).isSameAs(first.view()));
            api.admin().resource(new NodeBuilder().withNewMetadata().withName("user-1").endMetadata().build()).create();
            soon().until(() -> !other.view().nodes().isEmpty());
            other.close();
            first.close();
        }
    }

    private static ConditionFactory soon() {
        return await().ignoreExceptions().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(20));
    }
}

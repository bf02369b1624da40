package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import io.jenkins.plugins.prepullgate.rollout.Source;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionFactory;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;

public class HookChecksumsTest {
    private static final PullerQuery QUERY = PullerQuery.hook("jhub");

    @Rule
    public final MockApi api = new MockApi();

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2018-01-26T18:00:00Z"));
    private final ClusterWatches watches = QuickWatches.open(now::get, Duration.ZERO);

    @After
    public void close() {
        watches.close();
        // The mock server does not take it well when it goes before its clients.
        soon().until(() -> LiveThreads.names().stream()
                .noneMatch(name -> name.startsWith(Workshop.THREADS) && !name.startsWith(Workshop.THREADS + "-http")));
    }

    @Test
    public void theHubsChecksumIsKnownWhenItMayBeRead() {
        hub("hub");

        RolloutSource source = watches.open(api.target(), QUERY);
        RolloutSource other = watches.open(api.target(), new PullerQuery("jhub", "", "elsewhere", PullerQuery.Kind.HOOK));

        soon().until(() -> source.view().hookChecksum().equals("abc"));
        assertThat(other.view().hookChecksum()).isEmpty();
    }

    @Test
    public void aWaitThatBeginsLaterDoesNotTrustAnOldChecksum() {
        hub("hub");
        RolloutSource early = watches.open(api.target(), QUERY);
        soon().until(() -> early.view().hookChecksum().equals("abc"));
        api.refuse(".*/configmaps.*", 403, "configmaps is forbidden");
        now.set(now.get().plusSeconds(6));

        assertThat(watches.open(api.target(), QUERY).view().hookChecksum()).isEmpty();
    }

    @Test
    public void aChecksumThatMayNotBeReadIsNoTrouble() {
        api.refuse(".*/configmaps.*", 403, "configmaps is forbidden");

        RolloutSource source = watches.open(api.target(), QUERY);

        soon().until(this::asked);
        soon().until(() -> source.view().live(Source.DAEMONSETS) && source.view().live(Source.NODES));
        assertThat(source.view().hookChecksum()).isEmpty();
    }

    @Test
    public void forAPullerThatIsThereNobodyAsks() {
        hub("hub");
        api.admin().resource(Pullers.chart4("jhub", "hub").images("hub.test/user:v1").daemonSet()).create();

        RolloutSource source = watches.open(api.target(), QUERY);

        soon().until(() -> source.view().live(Source.PODS));
        assertThat(asked()).isFalse();
    }

    /** helm writes its new one when the hook is done: it would say of the puller that was waited for that it was not needed. */
    @Test
    public void whenThePullerGoesLaterNobodyAsks() {
        hub("hub");
        api.admin().resource(Pullers.chart4("jhub", "hub").images("hub.test/user:v1").daemonSet()).create();
        RolloutSource source = watches.open(api.target(), QUERY);
        // The mock server tells a watch nothing of before it stands.
        soon().until(() -> source.view().live(Source.DAEMONSETS) && source.view().live(Source.PODS));

        api.admin().apps().daemonSets().inNamespace("jhub").delete();

        soon().until(() -> source.view().pullers().isEmpty());
        assertThat(asked()).isFalse();
    }

    @Test
    public void onesOfAnEarlierDeployDoNotKeepAnUpcomingWaitFromAsking() {
        hub("hub");
        api.admin().resource(Pullers.chart4("jhub", "hub").images("hub.test/user:v1").daemonSet()).create();

        RolloutSource source = watches.open(api.target(), QUERY.forUpcoming());

        soon().until(() -> source.view().hookChecksum().equals("abc"));
    }

    private void hub(String release) {
        api.admin().resource(new ConfigMapBuilder().withNewMetadata().withName("hub").withNamespace("jhub")
                .addToLabels("component", "hub").addToLabels("release", release).endMetadata()
                .addToData(HookChecksums.KEY, "abc").build()).create();
    }

    private boolean asked() {
        return api.requests().stream().anyMatch(request -> request.contains("/configmaps?"));
    }

    private static ConditionFactory soon() {
        return await().ignoreExceptions().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(20));
    }
}

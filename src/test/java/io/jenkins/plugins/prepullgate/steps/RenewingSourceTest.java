package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.Credentials;
import io.jenkins.plugins.prepullgate.gate.ScriptedSource;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import io.jenkins.plugins.prepullgate.rollout.Source;
import io.jenkins.plugins.prepullgate.rollout.SourceState.Sight;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;

/** Credentials that change while somebody waits. */
public class RenewingSourceTest {
    private static final ClusterTarget OLD = ClusterTarget.of("https://api.test:6443", new Credentials.Token("old"));
    private static final ClusterTarget NEW = OLD.withCredentials(new Credentials.Token("new"));

    private final List<ScriptedSource> sources = new ArrayList<>();
    private final List<ClusterTarget> watched = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final AtomicInteger lookups = new AtomicInteger();
    private final AtomicInteger marks = new AtomicInteger();
    private Instant now = ViewBuilder.START;
    private ClusterTarget current = OLD;
    private ConnectionException refusal;
    private RolloutView first = live();

    private static RolloutView live() {
        return new ViewBuilder().node("n1").pulling("n1", 0).build();
    }

    private static RolloutView in(Source source, Sight sight) {
        return new ViewBuilder().node("n1").pulling("n1", 0).source(source, sight, Duration.ZERO, ViewBuilder.START).build();
    }

    private ScriptedSource source(ClusterTarget target) {
        ScriptedSource source = new ScriptedSource(first);
        watched.add(target);
        sources.add(source);
        return source;
    }

    private RenewingSource opened() {
        RenewingSource source = RenewingSource.open(OLD, new RenewingSource.Host(this::lookUp, this::source, this::atOnce, log::add, () -> now));
        source.onChange(marks::incrementAndGet);
        sources.get(0).show(live());
        return source;
    }

    private ClusterTarget lookUp() throws ConnectionException {
        lookups.incrementAndGet();
        if (refusal != null) {
            throw refusal;
        }
        return current;
    }

    private void atOnce(StepRun.Task task) {
        try {
            task.run();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    public void whileEverythingIsSeenNothingIsLookedUp() {
        RenewingSource source = opened();
        sources.get(0).show(live());
        assertThat(lookups).hasValue(0);
        assertThat(marks).hasValue(2);
        source.close();
        assertThat(sources.get(0).closed()).isTrue();
        assertThat(sources.get(0).listeners()).isZero();
    }

    @Test
    public void newCredentialsTakeOverOnceTheClusterHasBeenReadWithThem() {
        RenewingSource source = opened();
        current = NEW;
        first = in(Source.DAEMONSETS, Sight.SYNCING);
        RolloutView stale = in(Source.DAEMONSETS, Sight.STALE);
        sources.get(0).show(stale);
        assertThat(watched).containsExactly(OLD, NEW);
        assertThat(source.view()).as("the old picture, until there is a new one").isSameAs(stale);
        assertThat(sources.get(0).closed()).isFalse();

        int before = marks.get();
        RolloutView read = live();
        sources.get(1).show(read);
        assertThat(source.view()).isSameAs(read);
        assertThat(marks.get()).isGreaterThan(before);
        assertThat(sources.get(0).closed()).isTrue();
        assertThat(log).containsExactly("the credentials have changed; reading the cluster with the new ones");
        sources.get(1).show(live());
        assertThat(marks.get()).as("changes of the new watches are told").isGreaterThan(before + 1);
    }

    @Test
    public void theyMayChangeAgain() {
        opened();
        current = NEW;
        sources.get(0).show(in(Source.NODES, Sight.STALE));
        current = OLD.withCredentials(new Credentials.Token("newer"));
        now = now.plusSeconds(60);
        sources.get(1).show(in(Source.NODES, Sight.FORBIDDEN));
        assertThat(watched).hasSize(3);
        assertThat(sources.get(1).closed()).isTrue();
        assertThat(log).hasSize(2);
    }

    @Test
    public void theSameCredentialsChangeNothingAndAreNotLookedUpAllTheTime() {
        opened();
        for (int i = 0; i < 5; i++) {
            sources.get(0).show(in(Source.DAEMONSETS, Sight.STALE));
        }
        assertThat(lookups).hasValue(1);
        now = now.plusSeconds(5);
        sources.get(0).show(in(Source.DAEMONSETS, Sight.STALE));
        assertThat(lookups).hasValue(2);
        assertThat(watched).hasSize(1);
        assertThat(log).isEmpty();
    }

    @Test
    public void whatWasNeverAllowedIsNoReasonToLookThemUp() {
        first = in(Source.EVENTS, Sight.FORBIDDEN);
        RenewingSource.open(OLD, new RenewingSource.Host(this::lookUp, this::source, this::atOnce, log::add, () -> now));
        sources.get(0).show(in(Source.EVENTS, Sight.FORBIDDEN));
        assertThat(lookups).hasValue(0);
    }

    @Test
    public void credentialsThatAreGoneAreSaidOnceAndTheKnownOnesKept() {
        opened();
        refusal = new ConnectionException(ConnectionException.Kind.CONFIGURATION, "credentials 'kube' do not exist");
        for (int i = 0; i < 3; i++) {
            now = now.plusSeconds(10);
            sources.get(0).show(in(Source.DAEMONSETS, Sight.STALE));
        }
        assertThat(lookups).hasValue(3);
        assertThat(log).containsExactly("credentials 'kube' do not exist; going on with the credentials known before");
        assertThat(sources.get(0).closed()).isFalse();
    }

    @Test
    public void closingEndsWhatIsBeingReadToo() {
        RenewingSource source = opened();
        current = NEW;
        first = in(Source.DAEMONSETS, Sight.SYNCING);
        sources.get(0).show(in(Source.DAEMONSETS, Sight.STALE));
        source.close();
        assertThat(sources).hasSize(2).allMatch(ScriptedSource::closed);
        sources.get(1).show(live());
        assertThat(watched).hasSize(2);
        now = now.plusSeconds(60);
        sources.get(1).show(in(Source.DAEMONSETS, Sight.STALE));
        assertThat(lookups).as("nothing goes on after the end").hasValue(1);
    }
}

package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.Credentials;
import io.jenkins.plugins.prepullgate.gate.ScriptedSource;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
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

    /** A second passes, and then something changes. */
    private void show(int source, RolloutView view) {
        now = now.plusSeconds(1);
        sources.get(source).show(view);
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
        show(0, live());
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
        show(0, live());
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
        show(0, stale);
        assertThat(watched).containsExactly(OLD, NEW);
        assertThat(source.view()).as("the old picture, until there is a new one").isSameAs(stale);
        assertThat(sources.get(0).closed()).isFalse();

        int before = marks.get();
        RolloutView read = live();
        show(1, read);
        assertThat(source.view()).isSameAs(read);
        assertThat(marks.get()).isGreaterThan(before);
        assertThat(sources.get(0).closed()).isTrue();
        assertThat(log).containsExactly("the credentials have changed; reading the cluster with the new ones");
        show(1, live());
        assertThat(marks.get()).as("changes of the new watches are told").isGreaterThan(before + 1);
    }

    @Test
    public void theyMayChangeAgain() {
        opened();
        current = NEW;
        show(0, in(Source.NODES, Sight.STALE));
        current = OLD.withCredentials(new Credentials.Token("newer"));
        now = now.plusSeconds(60);
        show(1, in(Source.DAEMONSETS, Sight.FORBIDDEN));
        assertThat(watched).hasSize(3);
        assertThat(sources.get(1).closed()).isTrue();
        assertThat(log).hasSize(2);
    }

    @Test
    public void theSameCredentialsChangeNothingAndAreNotLookedUpAllTheTime() {
        opened();
        for (int i = 0; i < 5; i++) {
            show(0, in(Source.DAEMONSETS, Sight.STALE));
        }
        assertThat(lookups).hasValue(1);
        for (int second = 5; second < 600; second++) {
            show(0, in(Source.DAEMONSETS, Sight.STALE));
        }
        assertThat(lookups).as("rarely, when it lasts").hasValueBetween(20, 30);
        show(0, live());
        now = now.plusSeconds(40);
        show(0, in(Source.DAEMONSETS, Sight.STALE));
        int soFar = lookups.get();
        now = now.plusSeconds(5);
        show(0, in(Source.DAEMONSETS, Sight.STALE));
        assertThat(lookups).as("soon, when it begins").hasValue(soFar + 1);
        assertThat(watched).hasSize(1);
        assertThat(log).isEmpty();
    }

    @Test
    public void aBurstOfChangesIsNotLookedAtOneByOne() {
        RolloutView[] views = {live()};
        AtomicInteger looks = new AtomicInteger();
        List<Runnable> changes = new ArrayList<>();
        RolloutSource counted = new RolloutSource() {
            @Override
            public RolloutView view() {
                looks.incrementAndGet();
                return views[0];
            }

            @Override
            public Subscription onChange(Runnable mark) {
                changes.add(mark);
                return () -> changes.remove(mark);
            }

            @Override
            public void close() {
                changes.clear();
            }
        };
        RenewingSource.open(OLD, new RenewingSource.Host(this::lookUp, target -> counted, this::atOnce, log::add, () -> now));
        for (int i = 0; i < 1000; i++) {
            changes.get(0).run();
        }
        assertThat(looks).hasValue(1);
        views[0] = in(Source.NODES, Sight.STALE);
        now = now.plusSeconds(1);
        changes.get(0).run();
        assertThat(lookups).hasValue(1);
    }

    @Test
    public void whatIsLostAndThenRefusedIsLookedUpAgain() {
        opened();
        show(0, in(Source.NODES, Sight.STALE));
        now = now.plusSeconds(30);
        show(0, in(Source.NODES, Sight.FORBIDDEN));
        assertThat(lookups).hasValue(2);
        show(0, live());
        now = now.plusSeconds(30);
        show(0, live());
        assertThat(lookups).as("seen again").hasValue(2);
    }

    @Test
    public void whatWasNeverAllowedIsNoReasonToLookThemUp() {
        first = in(Source.EVENTS, Sight.FORBIDDEN);
        RenewingSource.open(OLD, new RenewingSource.Host(this::lookUp, this::source, this::atOnce, log::add, () -> now));
        show(0, in(Source.EVENTS, Sight.FORBIDDEN));
        assertThat(lookups).hasValue(0);
    }

    @Test
    public void credentialsThatAreGoneAreSaidOnceAndTheKnownOnesKept() {
        opened();
        refusal = new ConnectionException(ConnectionException.Kind.CONFIGURATION, "credentials 'kube' do not exist");
        for (int i = 0; i < 3; i++) {
            now = now.plusSeconds(40);
            show(0, in(Source.DAEMONSETS, Sight.STALE));
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
        show(0, in(Source.DAEMONSETS, Sight.STALE));
        source.close();
        assertThat(sources).hasSize(2).allMatch(ScriptedSource::closed);
        show(1, live());
        assertThat(watched).hasSize(2);
        now = now.plusSeconds(60);
        show(1, in(Source.DAEMONSETS, Sight.STALE));
        assertThat(lookups).as("nothing goes on after the end").hasValue(1);
    }
}

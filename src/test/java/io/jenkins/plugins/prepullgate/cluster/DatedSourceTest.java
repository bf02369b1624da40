package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.gate.ScriptedSource;
import io.jenkins.plugins.prepullgate.rollout.ClockLead;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import io.jenkins.plugins.prepullgate.rollout.Source;
import io.jenkins.plugins.prepullgate.rollout.SourceState.Sight;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;

public class DatedSourceTest {
    private static final Duration AHEAD = Duration.ofDays(3);

    private final ScriptedSource watched = new ScriptedSource(seen(Sight.LIVE));
    private final DatedSource dated = new DatedSource(watched, AHEAD);

    private static RolloutView seen(Sight sight) {
        return new ViewBuilder()
                .lead(new ClockLead(5)).node("n1").pulling("n1", 0).source(Source.PODS, sight, Duration.ofMinutes(1), ViewBuilder.START).build();
    }

    @Test
    public void onlySinceWhenSomethingIsSeenIsDatedAnew() {
        RolloutView by = watched.view();
        RolloutView view = dated.view();
        for (Source source : Source.values()) {
            assertThat(view.source(source).since()).isEqualTo(by.source(source).since().plus(AHEAD));
            assertThat(view.source(source).sight()).isEqualTo(by.source(source).sight());
        }
        assertThat(view).usingRecursiveComparison().ignoringFields("sources", "lead").isEqualTo(by);
        assertThat(view.lead()).as("of a clock that shows so much more").isEqualTo(new ClockLead(5 + AHEAD.toSeconds()));
    }

    @Test
    public void aPictureIsMadeOnceForEachThatIsSeen() {
        RolloutView first = dated.view();
        assertThat(dated.view()).isSameAs(first);
        watched.show(seen(Sight.STALE));
        assertThat(dated.view().source(Source.PODS).sight()).isEqualTo(Sight.STALE);
        assertThat(dated.view()).isNotSameAs(first);
    }

    /** A thousand steps have a clock each, and what they see is gone through once. */
    @Test
    public void waitsByDifferentClocksShareTheirSight() {
        assertThat(dated.sight()).isSameAs(new DatedSource(watched, Duration.ofHours(1)).sight());
    }

    @Test
    public void changesAndTheEndArePassedOn() {
        AtomicInteger marks = new AtomicInteger();
        dated.onChange(marks::incrementAndGet).close();
        dated.onChange(marks::incrementAndGet);
        watched.show(seen(Sight.LIVE));
        assertThat(marks).hasValue(1);
        dated.close();
        assertThat(watched.closed()).isTrue();
    }
}

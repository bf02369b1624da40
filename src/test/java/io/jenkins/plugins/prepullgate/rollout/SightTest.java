package io.jenkins.plugins.prepullgate.rollout;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.rollout.SourceState.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.junit.Test;

/** Not seeing is never passing. */
public class SightTest {
    private static final Instant NOW = START.plusSeconds(600);

    private static ViewBuilder done() {
        return new ViewBuilder().node("n1").node("n2", ViewBuilder.taint("dedicated", "gpu")).ready("n1");
    }

    private static Verdict verdict(ViewBuilder view) {
        return Assessor.assess(view.build(), Policy.DEFAULT, Memory.startingAt(START), NOW).verdict();
    }

    @Test
    public void aBrokenWatchHoldsTheVerdictBackAndAfterTwoMinutesEndsTheWait() {
        for (Source source : new Source[] {Source.DAEMONSETS, Source.PODS, Source.NODES}) {
            Verdict young = verdict(done().source(source, Sight.STALE, Duration.ofSeconds(30), NOW));
            assertThat(young).isInstanceOfSatisfying(Verdict.Undetermined.class, u -> assertThat(u.terminal()).isFalse());
            Verdict old = verdict(done().source(source, Sight.STALE, Duration.ofSeconds(120), NOW));
            assertThat(old).isInstanceOfSatisfying(Verdict.Undetermined.class, u -> assertThat(u.code()).isEqualTo(FindingCode.API_UNREACHABLE));
            assertThat(old.terminal()).isTrue();
        }
    }

    @Test
    public void whatIsLostFromSightDoesNotBecomeHopelessMeanwhile() {
        ViewBuilder view = new ViewBuilder().node("n1").node("n2").ready("n1").failing("n2", 0, "CreateContainerConfigError", "secret not found");
        Memory memory = Assessor.assess(view.build(), Policy.DEFAULT, Memory.startingAt(START), START.plusSeconds(1)).memory();
        Instant lost = START.plusSeconds(30);
        for (Source source : new Source[] {Source.PODS, Source.NODES}) {
            Instant now = START.plusSeconds(100);
            RolloutView blind = view.source(source, Sight.STALE, Duration.ofSeconds(70), now).build();
            assertThat(blind.source(source).since()).isEqualTo(lost);
            assertThat(Assessor.assess(blind, Policy.DEFAULT, memory, now).verdict()).as(source.name()).isInstanceOf(Verdict.Undetermined.class);
            view.source(source, Sight.LIVE, Duration.ZERO, now);
            assertThat(Assessor.assess(view.build(), Policy.DEFAULT, memory, now).verdict()).as("seen again, and still so")
                    .isInstanceOfSatisfying(Verdict.Doomed.class, d -> assertThat(d.code()).isEqualTo(FindingCode.CREATE_CONFIG));
        }
    }

    /** Lists once, and then may not watch: the pods stand still in the view while the controller's counters go on. */
    @Test
    public void whatMayBeListedAndNotWatchedIsNotBelieved() {
        RolloutView listed = new ViewBuilder().node("n1").pulling("n1", 0).counters(1, 1, 1).build();
        assertThat(without(listed, Source.PODS)).isInstanceOf(Verdict.Complete.class);
        RolloutView done = new ViewBuilder().node("n1").ready("n1").counters(1, 1, 0).build();
        assertThat(without(done, Source.PODS)).isInstanceOf(Verdict.Progressing.class);
        RolloutView nodes = new ViewBuilder().node("n1").node("gone").ready("n1").counters(1, 1, 1).build();
        assertThat(without(nodes, Source.NODES)).isInstanceOf(Verdict.Complete.class);
    }

    private static Verdict without(RolloutView view, Source source) {
        Map<Source, SourceState> sources = new EnumMap<>(view.sources());
        sources.put(source, new SourceState(Sight.FORBIDDEN, START, "may not watch"));
        RolloutView blind = new RolloutView(view.query(), view.pullers(), view.nodes(), view.pods(), view.events(), view.awaiters(), view.releases(),
                view.hookChecksum(), view.around(), sources, null);
        return Assessor.assess(blind, Policy.DEFAULT, Memory.startingAt(START), NOW).verdict();
    }

    @Test
    public void brokenEventsOrJobsDoNotHoldUpASuccess() {
        assertThat(verdict(done().source(Source.EVENTS, Sight.STALE, Duration.ofHours(1), NOW))).isInstanceOf(Verdict.Complete.class);
        assertThat(verdict(done().source(Source.JOBS, Sight.FORBIDDEN, Duration.ofHours(1), NOW))).isInstanceOf(Verdict.Complete.class);
    }

    @Test
    public void forbiddenDaemonSetsEndTheWaitAfterASecondLook() {
        assertThat(verdict(done().source(Source.DAEMONSETS, Sight.FORBIDDEN, Duration.ofSeconds(4), NOW)).terminal()).isFalse();
        Verdict verdict = verdict(done().source(Source.DAEMONSETS, Sight.FORBIDDEN, Duration.ofSeconds(5), NOW));
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Undetermined.class, u -> assertThat(u.code()).isEqualTo(FindingCode.API_FORBIDDEN));
        assertThat(verdict.terminal()).isTrue();
    }

    @Test
    public void withoutNodesThePodsAndTheCountersDecideAndTheLossIsNamed() {
        ViewBuilder view = done().counters(1, 1, 1).source(Source.NODES, Sight.FORBIDDEN, Duration.ZERO, NOW);
        Assessment a = Assessor.assess(view.build(), Policy.DEFAULT, Memory.startingAt(START), NOW);
        assertThat(a.verdict()).isInstanceOf(Verdict.Complete.class);
        assertThat(a.findings()).anyMatch(f -> f.code() == FindingCode.NOT_PERMITTED_DETAIL && f.summary().startsWith("nodes may not be read"));
        assertThat(verdict(view.counters(2, 1, 1))).isInstanceOf(Verdict.Progressing.class);
    }

    @Test
    public void withoutPodsTheCountersDecide() {
        ViewBuilder view = done().counters(1, 1, 1).source(Source.PODS, Sight.FORBIDDEN, Duration.ZERO, NOW);
        assertThat(verdict(view)).isInstanceOf(Verdict.Complete.class);
        assertThat(verdict(view.counters(1, 1, 0))).isInstanceOf(Verdict.Progressing.class);
        assertThat(verdict(view.status(new DaemonSetStatus(1L, 1, 1, 1, 0, 1, 0)))).as("updated < desired").isInstanceOf(Verdict.Progressing.class);
    }

    @Test
    public void withNeitherTheCountersAloneDecide() {
        ViewBuilder view = done()
                .counters(3, 3, 3)
                .source(Source.PODS, Sight.FORBIDDEN, Duration.ZERO, NOW)
                .source(Source.NODES, Sight.FORBIDDEN, Duration.ZERO, NOW);
        assertThat(verdict(view)).isInstanceOf(Verdict.Complete.class);
        assertThat(verdict(view.counters(3, 3, 2))).isInstanceOf(Verdict.Progressing.class);
        assertThat(verdict(view.counters(0, 0, 0))).isNotInstanceOf(Verdict.Complete.class);
    }
}

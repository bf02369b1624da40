package io.jenkins.plugins.prepullgate.report;

import static io.jenkins.plugins.prepullgate.report.Scenes.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.gate.Ending;
import io.jenkins.plugins.prepullgate.report.Timeline.Bar;
import io.jenkins.plugins.prepullgate.report.Timeline.Count;
import io.jenkins.plugins.prepullgate.report.Timeline.Lane;
import io.jenkins.plugins.prepullgate.report.Timeline.Look;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.util.List;
import org.junit.Test;

public class TimelineTest {
    private static ViewBuilder nodes(int all, int ready) {
        ViewBuilder view = new ViewBuilder();
        for (int i = 0; i < all; i++) {
            view.node(node(i));
            if (i < ready) {
                view.ready(node(i));
            } else {
                view.pulling(node(i), 1);
            }
        }
        return view;
    }

    @Test
    public void theSickStandFirstThenWhatIsNotReadyThenTheSlowest() {
        Timeline timeline = new Told()
                .at(1, new ViewBuilder().node("a").node("b").node("c").node("d").pulling("a", 0).pulling("b", 0).pulling("c", 0).pulling("d", 0))
                .at(20, new ViewBuilder().node("a").node("b").node("c").node("d").ready("a").pulling("b", 0).pulling("c", 0).notFound("d"))
                .at(45, new ViewBuilder().node("a").node("b").node("c").node("d").ready("a").ready("b").pulling("c", 0).notFound("d"))
                .timeline(Ending.BUDGET_EXCEEDED);
        assertThat(timeline.lanes()).extracting(Lane::node).containsExactly("d", "c", "b", "a");
        assertThat(timeline.lanes().get(0).sick()).isTrue();
        assertThat(timeline.lanes().get(0).bars()).extracting(Bar::look).containsExactly(Look.PULLING, Look.RETRYING);
        assertThat(timeline.crowd()).isEmpty();
    }

    @Test
    public void aThousandNodesAreTheSickTheSlowestAndCounts() {
        ViewBuilder sick = nodes(1000, 900).notFound(node(950));
        Timeline timeline = new Told().at(1, nodes(1000, 0)).at(60, nodes(1000, 400)).at(90, sick).at(120, nodes(1000, 1000))
                .timeline(Ending.DECIDED);
        assertThat(timeline.lanes().size()).isLessThanOrEqualTo(Timelines.LANES);
        assertThat(timeline.lanes().get(0).node()).isEqualTo(node(950));
        assertThat(timeline.lanes().size() + timeline.others()).isEqualTo(1000);
        assertThat(timeline.crowd()).allSatisfy(count -> assertThat(count.sum()).isIn(0, 1000));
        Count end = timeline.crowd().get(timeline.crowd().size() - 1);
        assertThat(end.ready()).isEqualTo(1000);
        assertThat(timeline.crowd()).filteredOn(count -> count.at() == 63_000).extracting(Count::ready).allMatch(ready -> ready == 400);
        assertThat(timeline.crowd()).anySatisfy(count -> assertThat(count.trouble()).isEqualTo(1));
    }

    @Test
    public void whatWasNeverCountedHasNoLaneUnlessItIsTheTrouble() {
        ViewBuilder before = new ViewBuilder().v06().master(true).node("n1").pulling("n1", 0);
        ViewBuilder after = new ViewBuilder().v06().master(false).node("n1").pulling("n1", 0);
        assertThat(new Told().at(1, before).timeline(Ending.CANCELLED).lanes()).extracting(Lane::node).containsExactly("n1");
        Timeline drift = new Told().at(1, before).at(9, after).timeline(Ending.DECIDED);
        assertThat(drift.verdict()).isEqualTo("CP_DRIFT_DURING_WAIT");
        assertThat(drift.lanes()).extracting(Lane::node).containsExactly("master-0", "n1");
    }

    @Test
    public void theDrawingIsWellFormedAndSaysItselfInWords() throws Exception {
        Timeline timeline = new Told().at(1, nodes(60, 0)).at(60, nodes(60, 40)).timeline(Ending.BUDGET_EXCEEDED);
        String svg = TimelineSvg.of(timeline);
        assertThat(Told.parsed(svg).getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(svg).contains("role=\"img\"", "<desc>", "BUDGET_EXCEEDED at 1m", "n0041: pulling at image 2 of 3").doesNotContain("NaN", "style=");
    }

    @Test
    public void aWaitThatEndsAtOnceCanBeDrawn() throws Exception {
        Timeline timeline = new Told().at(0, new ViewBuilder().absent()).timeline(Ending.CANCELLED);
        assertThat(Told.parsed(TimelineSvg.of(timeline)).getDocumentElement()).isNotNull();
    }

    @Test
    public void theBudgetIsToScaleOnlyWhereThatLeavesRoomForWhatHappened() {
        assertThat(TimeScale.of(60_000, 100_000, 0, 1000).shows(100_000)).isTrue();
        TimeScale close = TimeScale.of(60_000, 1_200_000, 0, 1000);
        assertThat(close.shows(1_200_000)).isFalse();
        assertThat(close.x(60_000)).isBetween(900.0, 1000.0);
    }

    @Test
    public void aSpanHasTenthsOnlyWhereTheySaySomething() {
        assertThat(List.of(0L, 30L, 50L, 1_000L, 1_449L, 10_900L, 125_000L)).extracting(TimelineSvg::span)
                .containsExactly("0s", "0s", "0.1s", "1s", "1.4s", "10s", "2m5s");
    }

    @Test
    public void ticksAreFewAndRound() {
        for (long length : new long[] {0, 900, 8_000, 61_000, 3_600_000, 200_000_000_000L}) {
            List<Long> ticks = TimeScale.of(length, length, 0, 1000).ticks();
            assertThat(ticks).as("" + length).hasSizeBetween(2, 20).startsWith(0L);
            assertThat(ticks.get(1) % 200).isZero();
        }
    }
}

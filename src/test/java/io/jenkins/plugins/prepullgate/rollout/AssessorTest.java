package io.jenkins.plugins.prepullgate.rollout;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.taint;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.Test;

/** What may pass, what must wait, and what is not success although others take it for one. */
public class AssessorTest {
    private static final Instant NOW = START.plusSeconds(60);

    private static Assessment assess(ViewBuilder view) {
        return assess(view, Policy.DEFAULT);
    }

    private static Assessment assess(ViewBuilder view, Policy policy) {
        return Assessor.assess(view.build(), policy, Memory.startingAt(START), NOW);
    }

    private static List<FindingCode> codes(Assessment a) {
        return a.findings().stream().map(Finding::code).toList();
    }

    @Test
    public void everyNodeReadyIsComplete() {
        Assessment a = assess(new ViewBuilder().node("n1").node("n2").ready("n1").ready("n2"));
        assertThat(a.verdict()).isInstanceOf(Verdict.Complete.class);
        assertThat(a.tally().ready()).isEqualTo(2);
        assertThat(a.findings()).isEmpty();
    }

    @Test
    public void aNodeThatStillPullsKeepsTheRolloutGoing() {
        Assessment a = assess(new ViewBuilder().node("n1").node("n2").ready("n1").pulling("n2", 1));
        assertThat(a.verdict()).isInstanceOf(Verdict.Progressing.class);
        NodeProgress row = a.rows().get(1);
        assertThat(row.state()).isEqualTo(NodeState.PULLING);
        assertThat(row.step()).isEqualTo(2);
        assertThat(row.steps()).isEqualTo(3);
        assertThat(row.image()).isEqualTo(ViewBuilder.SIDECAR);
    }

    @Test
    public void noughtOfNoughtIsNotSuccess() {
        ViewBuilder view = new ViewBuilder().node("n1", taint("dedicated", "gpu")).counters(0, 0, 0);
        Assessment first = assess(view);
        assertThat(first.verdict()).isInstanceOf(Verdict.Progressing.class);
        Assessment later = Assessor.assess(view.build(), Policy.DEFAULT, first.memory(), NOW.plusSeconds(15));
        assertThat(later.verdict()).isEqualTo(new Verdict.Doomed(FindingCode.NO_ELIGIBLE_NODES, "no node may run the puller: 0 of 0 is not success"));
        assertThat(codes(later)).contains(FindingCode.NODE_EXCLUDED_TAINT);
    }

    @Test
    public void anUnobservedGenerationIsNotSuccess() {
        ViewBuilder view = new ViewBuilder().node("n1").ready("n1").generation(2).status(new DaemonSetStatus(1L, 1, 1, 1, 1, 1, 0));
        assertThat(assess(view).verdict()).isInstanceOf(Verdict.Progressing.class);
        assertThat(assess(view.status(DaemonSetStatus.NONE)).verdict()).isInstanceOf(Verdict.Progressing.class);
    }

    @Test
    public void aGenerationThatIsNeverObservedDooms() {
        ViewBuilder view = new ViewBuilder().node("n1").status(DaemonSetStatus.NONE);
        Assessment first = assess(view);
        assertThat(codes(first)).doesNotContain(FindingCode.DS_NOT_OBSERVED);
        assertThat(first.revisitAt()).isEqualTo(NOW.plusSeconds(30));
        Assessment shown = Assessor.assess(view.build(), Policy.DEFAULT, first.memory(), NOW.plusSeconds(30));
        assertThat(codes(shown)).contains(FindingCode.DS_NOT_OBSERVED);
        assertThat(shown.verdict().terminal()).isFalse();
        Assessment last = Assessor.assess(view.build(), Policy.DEFAULT, shown.memory(), NOW.plusSeconds(60));
        assertThat(last.verdict()).isInstanceOfSatisfying(Verdict.Doomed.class, d -> assertThat(d.code()).isEqualTo(FindingCode.DS_NOT_OBSERVED));
    }

    @Test
    public void blockedPodsAreNotSuccessThoughNoneIsUnready() {
        // z2jh's awaiter passes here after ten polls: ready 0 >= current 0.
        Assessment a = assess(new ViewBuilder().node("n1").node("n2").counters(2, 0, 0));
        assertThat(a.verdict()).isInstanceOf(Verdict.Progressing.class);
        assertThat(a.tally().missing()).isEqualTo(2);
    }

    @Test
    public void anOldPodIsNotReadyForTheNewTemplate() {
        ViewBuilder view = new ViewBuilder().node("n1").ready("n1").status(new DaemonSetStatus(1L, 1, 1, 1, 0, 1, 0));
        assertThat(assess(view).verdict()).as("pods name their generation: %s", assess(view).verdict()).isInstanceOf(Verdict.Complete.class);
        RolloutView built = view.build();
        PodFacts old = built.pods().get(0);
        PodFacts unknown = new PodFacts(
                old.namespace(), old.name(), old.uid(), old.owner(), old.node(), true, 0, old.createdAt(), null, old.phase(), "", "", old.startedAt(),
                old.conditions(), old.initContainers(), old.containers());
        RolloutView hidden = new RolloutView(
                built.query(), built.pullers(), built.nodes(), List.of(unknown), List.of(), List.of(), List.of(), "", built.around(),
                built.sources(), null);
        assertThat(Assessor.assess(hidden, Policy.DEFAULT, Memory.startingAt(START), NOW).verdict()).isInstanceOf(Verdict.Progressing.class);
    }

    @Test
    public void aControllerThatCountsMoreNodesIsBelievedForHalfAMinute() {
        ViewBuilder view = new ViewBuilder().node("n1").ready("n1").counters(2, 2, 1);
        Assessment first = assess(view);
        assertThat(first.verdict()).isInstanceOf(Verdict.Progressing.class);
        Assessment later = Assessor.assess(view.build(), Policy.DEFAULT, first.memory(), NOW.plusSeconds(30));
        assertThat(later.verdict()).isInstanceOf(Verdict.Complete.class);
        assertThat(codes(later)).contains(FindingCode.DESIRED_MISMATCH);
    }

    @Test
    public void aCordonedNodeIsCountedAndATaintedOneIsNot() {
        Assessment a = assess(new ViewBuilder().cordoned("n1").node("n2", taint("dedicated", "gpu")).ready("n1"));
        assertThat(a.verdict()).isInstanceOf(Verdict.Complete.class);
        assertThat(a.tally().expected()).isEqualTo(1);
        assertThat(codes(a)).containsExactlyInAnyOrder(FindingCode.NODE_CORDONED_BUT_INCLUDED, FindingCode.NODE_EXCLUDED_TAINT);
        assertThat(a.rows().get(1).message()).contains("taint dedicated=gpu:NoSchedule is not tolerated");
    }

    @Test
    public void aPullerThatNeverAppearsDoomsAfterItsTime() {
        ViewBuilder view = new ViewBuilder().absent();
        Assessment first = Assessor.assess(view.build(), Policy.DEFAULT, Memory.startingAt(START), START.plusSeconds(5));
        assertThat(first.verdict()).isInstanceOf(Verdict.Absent.class);
        assertThat(first.revisitAt()).isEqualTo(START.plusSeconds(60));
        Assessment last = Assessor.assess(view.build(), Policy.DEFAULT, first.memory(), START.plusSeconds(60));
        assertThat(last.verdict()).isInstanceOfSatisfying(Verdict.Doomed.class, d -> assertThat(d.code()).isEqualTo(FindingCode.DS_NOT_FOUND));
    }

    @Test
    public void anUnchangedChecksumMeansThatNoPullerWillCome() {
        Assessment a = assess(new ViewBuilder().absent().hookChecksum("abc"), Policy.DEFAULT.withChecksum("abc"));
        assertThat(a.verdict()).isInstanceOf(Verdict.Complete.class);
        assertThat(codes(a)).contains(FindingCode.SKIPPED_UNCHANGED);
        assertThat(assess(new ViewBuilder().absent().hookChecksum("abc"), Policy.DEFAULT.withChecksum("other")).verdict().terminal()).isTrue();
    }

    @Test
    public void twoPullersAreAmbiguous() {
        Assessment a = assess(new ViewBuilder().node("n1").ready("n1").another("other-hook-image-puller", START));
        assertThat(a.verdict()).isInstanceOfSatisfying(Verdict.Doomed.class, d -> assertThat(d.code()).isEqualTo(FindingCode.DS_AMBIGUOUS));
    }

    @Test
    public void aPullerDeletedBeforeItsEndIsNoSuccess() {
        Assessment first = assess(new ViewBuilder().node("n1").pulling("n1", 0));
        RolloutView gone = new ViewBuilder().node("n1").absent().build();
        Assessment soon = Assessor.assess(gone, Policy.DEFAULT, first.memory(), NOW.plusSeconds(2));
        assertThat(soon.verdict()).isInstanceOf(Verdict.Absent.class);
        Assessment later = Assessor.assess(gone, Policy.DEFAULT, soon.memory(), NOW.plusSeconds(12));
        assertThat(later.verdict()).isInstanceOfSatisfying(Verdict.Doomed.class, d -> assertThat(d.code()).isEqualTo(FindingCode.DS_DELETING));
    }

    @Test
    public void aReplacedPullerIsANewRollout() {
        Assessment first = assess(new ViewBuilder().node("n1").notFound("n1").node("n2").pulling("n2", 0));
        Assessment second = Assessor.assess(new ViewBuilder().uid("ds-2").node("n1").node("n2").build(), Policy.DEFAULT, first.memory(),
                NOW.plusSeconds(1));
        assertThat(second.memory().sightings()).isEmpty();
        assertThat(second.memory().pullerUid()).isEqualTo("ds-2");
    }

    @Test
    public void aNodeThatStopsAnsweringIsLostAndWaitedFor() {
        Assessment first = assess(new ViewBuilder().node("n1").node("n2").ready("n1").pulling("n2", 0));
        ViewBuilder view = new ViewBuilder().node("n1").notReady("n2").ready("n1").pulling("n2", 0).counters(1, 1, 1);
        Assessment lost = Assessor.assess(view.build(), Policy.DEFAULT, first.memory(), NOW.plusSeconds(40));
        assertThat(lost.verdict()).as("z2jh's awaiter passes at this moment").isInstanceOf(Verdict.Progressing.class);
        assertThat(lost.rows().get(1).state()).isEqualTo(NodeState.LOST);
        assertThat(codes(lost)).contains(FindingCode.NODE_UNREACHABLE);
        Assessment tolerant = Assessor.assess(view.build(), Policy.DEFAULT.withTolerate(Tolerance.parse("1")), first.memory(), NOW.plusSeconds(40));
        assertThat(tolerant.verdict()).isInstanceOf(Verdict.Complete.class);
        assertThat(codes(tolerant)).contains(FindingCode.PARTIAL_ACCEPTED);
    }

    @Test
    public void aDeletedNodeIsNotWaitedFor() {
        Assessment first = assess(new ViewBuilder().node("n1").node("n2").ready("n1").pulling("n2", 0));
        Assessment a = Assessor.assess(new ViewBuilder().node("n1").ready("n1").build(), Policy.DEFAULT, first.memory(), NOW.plusSeconds(5));
        assertThat(a.verdict()).isInstanceOf(Verdict.Complete.class);
        assertThat(codes(a)).contains(FindingCode.NODE_SET_CHANGED);
    }

    @Test
    public void aNodeThatJoinsIsWaitedForToo() {
        Assessment a = assess(new ViewBuilder().node("n1").node("n2").ready("n1"));
        assertThat(a.verdict()).isInstanceOf(Verdict.Progressing.class);
        assertThat(a.rows().get(1).state()).isEqualTo(NodeState.AWAITING_POD);
    }

    @Test
    public void toleratedSlowNodesAreLetGoOnlyAtTheDeadline() {
        ViewBuilder view = new ViewBuilder().node("n1").node("n2").ready("n1").pulling("n2", 0);
        Policy policy = Policy.DEFAULT.withTolerate(Tolerance.parse("50%"));
        assertThat(assess(view, policy).verdict()).isInstanceOf(Verdict.Progressing.class);
        Assessment last = Assessor.assessAtDeadline(view.build(), policy, Memory.startingAt(START), NOW);
        assertThat(last.verdict()).isInstanceOfSatisfying(Verdict.Complete.class, c -> assertThat(c.why()).contains("tolerated without: n2"));
    }

    @Test
    public void theClassOfACodeCanBeOverridden() {
        ViewBuilder view = new ViewBuilder().node("n1").failing("n1", 0, "InvalidImageName", "invalid reference format");
        assertThat(assess(view).verdict()).isInstanceOfSatisfying(Verdict.Doomed.class,
                d -> assertThat(d.code()).isEqualTo(FindingCode.PULL_INVALID_NAME));
        assertThat(assess(view, Policy.DEFAULT.withClass(FindingCode.PULL_INVALID_NAME, FindingClass.TRANSIENT)).verdict().terminal()).isFalse();
    }

    @Test
    public void sayingWhatIsSeenNeverFailsHoweverOddTheView() {
        for (Duration ago : List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofHours(1))) {
            for (Source source : Source.values()) {
                for (SourceState.Sight sight : SourceState.Sight.values()) {
                    ViewBuilder view = new ViewBuilder()
                            .node("n1")
                            .notFound("n1")
                            .node("n2")
                            .unscheduled("n2", "0/2 nodes")
                            .node("n3")
                            .rejected("n3", "Evicted", "")
                            .source(source, sight, ago, NOW);
                    assertThat(assess(view).verdict()).isNotInstanceOf(Verdict.Complete.class);
                }
            }
        }
    }
}

package io.jenkins.plugins.prepullgate.rollout;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.NAMESPACE;
import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.Test;

/** A clock that was wrong when the wait began: what the cluster has dated is as old as the cluster's own clock says, and no older. */
public class ClockLeadTest {
    private static final Duration HOURS = Duration.ofMinutes(192);
    private static final ClockLead AHEAD = new ClockLead(HOURS.toSeconds());
    private static final ClockLead BEHIND = new ClockLead(-HOURS.toSeconds());
    /** What our clock shows when the API server's shows {@link ViewBuilder#START}. */
    private static final Instant BEGUN = START.plus(HOURS);

    private static ViewBuilder unscheduled() {
        return new ViewBuilder().node("n1").unscheduled("n1", "0/1 nodes are available: 1 Insufficient cpu.");
    }

    private static Assessment after(long seconds, ViewBuilder view, Instant begun) {
        return Assessor.assess(view.build(), Policy.DEFAULT, Memory.startingAt(begun), begun.plusSeconds(seconds));
    }

    @Test
    public void whatTheClusterHasDatedIsNoOlderThanItsOwnClockSays() {
        assertThat(after(10, unscheduled(), BEGUN).verdict()).as("who does not know better").isInstanceOf(Verdict.Doomed.class);
        Assessment early = after(10, unscheduled().lead(AHEAD), BEGUN);
        assertThat(early.verdict()).isInstanceOf(Verdict.Progressing.class);
        assertThat(early.rows().get(0).since()).isEqualTo(BEGUN);
        assertThat(after(299, unscheduled().lead(AHEAD), BEGUN).verdict()).isInstanceOf(Verdict.Progressing.class);
        assertThat(after(301, unscheduled().lead(AHEAD), BEGUN).verdict()).as("by both clocks").isInstanceOf(Verdict.Doomed.class);
    }

    @Test
    public void aClockThatIsBehindMakesNothingOlder() {
        Instant begun = START.minus(HOURS);
        assertThat(after(10, unscheduled().lead(BEHIND), begun).verdict()).isInstanceOf(Verdict.Progressing.class);
        assertThat(after(10, unscheduled().lead(new ClockLead(Long.MIN_VALUE)), START).verdict()).isInstanceOf(Verdict.Progressing.class);
    }

    /** Neither the pull itself nor its estimate goes by a clock that did not date it. */
    @Test
    public void aPullThatHasJustBegunIsNotStalled() {
        ViewBuilder pulling = new ViewBuilder().node("n1").pulling("n1", 0);
        assertThat(codes(after(10, pulling, BEGUN))).contains(FindingCode.PULL_STALLED);
        assertThat(codes(after(10, pulling.lead(AHEAD), BEGUN))).containsExactly(FindingCode.CLOCK_DIFFERS);
    }

    /** The one error that would be a wrong success: what a killed helm has left would be taken for the new one's. */
    @Test
    public void whatWasLeftOverIsNotTakenForNewByAClockThatIsBehind() {
        Instant begun = START.minus(HOURS);
        ViewBuilder left = new ViewBuilder()
                .query(PullerQuery.hook(NAMESPACE).forUpcoming()).node("n1").ready("n1").createdAt(START.minusSeconds(600));
        assertThat(after(1, left, begun).verdict()).as("who does not know better").isInstanceOf(Verdict.Complete.class);
        assertThat(after(1, left.lead(BEHIND), begun).verdict()).isInstanceOf(Verdict.Absent.class);
        assertThat(after(1, left.lead(AHEAD), START).verdict()).as("a date that is wrong").isInstanceOf(Verdict.Absent.class);
    }

    @Test
    public void aDifferenceIsToldAndDecidesNothing() {
        assertThat(told(AHEAD)).isEqualTo("this machine's clock is 3h12m ahead of the API server's");
        assertThat(told(BEHIND)).isEqualTo("this machine's clock is 3h12m behind the API server's");
        assertThat(told(new ClockLead(12))).isEqualTo("this machine's clock is 12s ahead of the API server's");
        assertThat(told(new ClockLead(-300))).isEqualTo("this machine's clock is 5m behind the API server's");
        assertThat(told(new ClockLead(Long.MAX_VALUE))).isEqualTo("this machine's clock is 36525 days ahead of the API server's");
        for (ClockLead small : new ClockLead[] {null, new ClockLead(0), new ClockLead(9), new ClockLead(-9)}) {
            assertThat(codes(after(1, new ViewBuilder().node("n1").ready("n1").lead(small), START))).isEmpty();
        }
    }

    private static String told(ClockLead lead) {
        Assessment assessment = after(1, new ViewBuilder().node("n1").ready("n1").lead(lead), START);
        assertThat(assessment.verdict()).isInstanceOf(Verdict.Complete.class);
        Finding finding = assessment.findings().get(0);
        assertThat(finding.code()).isEqualTo(FindingCode.CLOCK_DIFFERS);
        assertThat(finding.effective()).isEqualTo(FindingClass.INFO);
        assertThat(finding.remedy()).contains("timedatectl");
        return finding.summary();
    }

    @Test
    public void aDifferenceBeyondADayIsTakenForAWrongDateWhereThatIsTheSaferWay() {
        Instant now = START.plusSeconds(60);
        ClockLead daysAhead = ClockLead.between(now, now.minus(Duration.ofDays(3)));
        assertThat(daysAhead.theirs(now)).isEqualTo(now);
        assertThat(daysAhead.ours(START, now)).as("never older").isEqualTo(now);
        ClockLead daysBehind = ClockLead.between(now, now.plus(Duration.ofDays(3)));
        assertThat(daysBehind.latest(now)).isEqualTo(now);
        assertThat(daysBehind.ours(START, now)).isEqualTo(START);
        assertThat(AHEAD.theirs(now)).isEqualTo(now.minus(HOURS));
        assertThat(BEHIND.latest(now)).isEqualTo(now.plus(HOURS));
    }

    private static List<FindingCode> codes(Assessment assessment) {
        return assessment.findings().stream().map(Finding::code).toList();
    }
}

package io.jenkins.plugins.prepullgate.rollout;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.nodes.LastChange;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.nodes.NodeRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** 2018-01-26: a tainted master that, unlike staging's, was not cordoned. */
public class IncidentTest {
    private static final Instant NOW = START.plusSeconds(5);

    private static ViewBuilder cluster(boolean cordoned) {
        return new ViewBuilder().v06().master(cordoned).node("agent-0").node("agent-1").ready("agent-0").ready("agent-1");
    }

    private static Assessment assess(ViewBuilder view, Memory memory, Instant now) {
        return Assessor.assess(view.build(), Policy.DEFAULT, memory, now);
    }

    @Test
    public void stagingWithItsCordonedMasterPasses() {
        Assessment a = assess(cluster(true), Memory.startingAt(START), NOW);
        assertThat(a.verdict()).isInstanceOf(Verdict.Complete.class);
        assertThat(a.rows().get(2).state()).isEqualTo(NodeState.EXCLUDED);
    }

    @Test
    public void productionIsRefusedAtOnceThoughTheCountersSayTwoOfTwo() {
        Assessment a = assess(cluster(false), Memory.startingAt(START), NOW);
        assertThat(a.verdict()).isInstanceOfSatisfying(Verdict.Doomed.class, d -> assertThat(d.code()).isEqualTo(FindingCode.CP_NOT_CORDONED));
        Finding finding = a.leading().orElseThrow();
        assertThat(finding.nodes()).containsExactly("master-0");
        assertThat(finding.summary()).contains("node-role.kubernetes.io/master=true:NoSchedule");
        assertThat(finding.remedy()).startsWith("kubectl cordon master-0");
        assertThat(finding.evidence()).isNotEmpty();
    }

    @Test
    public void aModernPullerPassesInProduction() {
        ViewBuilder view = new ViewBuilder().master(false).node("agent-0").ready("agent-0");
        assertThat(assess(view, Memory.startingAt(START), NOW).verdict()).isInstanceOf(Verdict.Complete.class);
    }

    @Test
    public void anUncordonDuringTheWaitIsNoticedWithItsAuthor() {
        ViewBuilder pulling = new ViewBuilder().v06().master(true).node("agent-0").pulling("agent-0", 0);
        Assessment first = assess(pulling, Memory.startingAt(START), NOW);
        assertThat(first.verdict()).isInstanceOf(Verdict.Progressing.class);
        NodeFacts master = NodeFacts.of("master-0", Map.of("role", "master"),
                List.of(ViewBuilder.taint("node-role.kubernetes.io/master", "true")), false);
        NodeFacts uncordoned = new NodeFacts(
                master.name(), "", master.labels(), master.taints(), false, master.conditions(), "", "", "", null, new LastChange("acs-engine", NOW));
        Assessment second = assess(pulling.node(uncordoned), first.memory(), NOW.plusSeconds(1));
        assertThat(second.verdict()).isInstanceOf(Verdict.Doomed.class);
        Finding drift = second.findings().stream().filter(f -> f.code() == FindingCode.CP_DRIFT_DURING_WAIT).findFirst().orElseThrow();
        assertThat(drift.summary())
                .startsWith("the control-plane node was uncordoned during the wait, by acs-engine")
                .endsWith("it is now not cordoned, tainted node-role.kubernetes.io/master=true:NoSchedule");
        assertThat(drift.remedy()).isEqualTo("kubectl cordon master-0");
    }

    @Test
    public void aCordonGivenDuringTheWaitCountsFromThenOn() {
        Policy modern = Policy.DEFAULT.withExpect(NodeRule.DAEMONSET);
        ViewBuilder view = new ViewBuilder().master(false).node("n1").pulling("n1", 0);
        Assessment first = Assessor.assess(view.build(), modern, Memory.startingAt(START), NOW);
        Assessment cordoned = Assessor.assess(view.master(true).build(), modern, first.memory(), NOW.plusSeconds(1));
        assertThat(cordoned.findings()).noneMatch(f -> f.code() == FindingCode.CP_DRIFT_DURING_WAIT);
        Assessment again = Assessor.assess(view.master(false).build(), modern, cordoned.memory(), NOW.plusSeconds(2));
        assertThat(again.findings()).anyMatch(f -> f.code() == FindingCode.CP_DRIFT_DURING_WAIT);
        assertThat(again.verdict()).as("the taint still keeps a modern puller off it").isInstanceOf(Verdict.Progressing.class);
    }

    @Test
    public void aMasterThatLosesItsTaintDuringTheWaitDooms() {
        ViewBuilder view = new ViewBuilder().master(false).node("n1").pulling("n1", 0);
        Assessment first = assess(view, Memory.startingAt(START), NOW);
        NodeFacts bare = NodeFacts.of("master-0", Map.of("role", "master"), List.of(), false);
        Assessment second = assess(view.node(bare), first.memory(), NOW.plusSeconds(1));
        assertThat(second.verdict()).isInstanceOfSatisfying(Verdict.Doomed.class,
                d -> assertThat(d.code()).isEqualTo(FindingCode.CP_DRIFT_DURING_WAIT));
        assertThat(second.leading().orElseThrow().remedy()).isEqualTo("kubectl taint node master-0 node-role.kubernetes.io/master=true:NoSchedule");
        Assessment warned = Assessor.assess(view.build(), Policy.DEFAULT.withDriftFails(false), first.memory(), NOW.plusSeconds(1));
        assertThat(warned.verdict()).isInstanceOf(Verdict.Progressing.class);
    }

    @Test
    public void theLeftOverPullerOfAnEarlierRevisionIsNotTakenForThisOne() {
        JobFacts newer = new JobFacts("jhub", "pre-puller-1516993200-hub-4", "job2", Map.of(), START.plusSeconds(100), null, 1, 1, 0, 0, "");
        ViewBuilder view = cluster(true).job(newer);
        Assessment waiting = assess(view, Memory.startingAt(START.plusSeconds(100)), START.plusSeconds(101));
        assertThat(waiting.verdict()).isInstanceOf(Verdict.Absent.class);
        Assessment there = assess(view.another("pre-pull-hub-4-1516993200", START.plusSeconds(102)), waiting.memory(), START.plusSeconds(103));
        assertThat(there.puller().name()).isEqualTo("pre-pull-hub-4-1516993200");
    }
}

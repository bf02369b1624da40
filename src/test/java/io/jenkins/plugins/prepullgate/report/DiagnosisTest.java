package io.jenkins.plugins.prepullgate.report;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.Evidence;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.Ending;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.Assessor;
import io.jenkins.plugins.prepullgate.rollout.Memory;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.Tolerance;
import io.jenkins.plugins.prepullgate.rollout.Verdict;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class DiagnosisTest {
    private static ViewBuilder missingTag() {
        return new ViewBuilder().node("n1").node("n2").node("n3").master(false).notFound("n1").notFound("n2").notFound("n3");
    }

    @Test
    public void aMissingTagIsToldWithNodesEvidenceRemedyAndWhoHasToAct() {
        List<String> lines = Diagnosis.lines(Scenes.ended(Ending.DECIDED, new Scenes().at(8, missingTag())));
        assertThat(lines.get(0)).isEqualTo("PULL_NOT_FOUND  " + ViewBuilder.IMAGE + ": the image does not exist, on 3 of 3 nodes (n1, n2, n3)");
        assertThat(lines.get(1))
                .startsWith("  evidence: Pod jhub/puller-n1 initContainerStatuses[image-pull-singleuser].state.waiting: ")
                .contains("not found")
                .contains("18:00:0");
        assertThat(lines).contains("  do: correct the tag in the chart's values or push it: " + ViewBuilder.IMAGE, "  who: the image's author");
        assertThat(lines).anySatisfy(l -> assertThat(l).startsWith("note: NODE_EXCLUDED_TAINT").contains("master-0"));
        assertThat(lines).contains("not ready: 3 of 3 nodes");
        assertThat(lines).last().asString().startsWith("PREPULL FAILED PULL_NOT_FOUND: ").contains("n1, n2, n3");
    }

    @Test
    public void whatSeveralPodsShowAlikeIsQuotedOnce() {
        List<String> lines = Diagnosis.lines(Scenes.ended(Ending.DECIDED, new Scenes().at(8, missingTag())));
        assertThat(lines).filteredOn(l -> l.startsWith("  evidence: ")).hasSize(3);
        assertThat(lines).filteredOn(l -> l.startsWith("  evidence: ") && l.contains("NotFound")).hasSize(1);
        String second = "  evidence: Pod jhub/puller-n2 initContainerStatuses[image-pull-singleuser].state.waiting: the same (at 18:00:08Z)";
        assertThat(lines.get(2)).isEqualTo(second);
    }

    @Test
    public void aQuotaIsQuotedOnceAndEachNodeSaysWhyItHasNoPod() {
        ViewBuilder view = new ViewBuilder().node("n1").node("n2").failedCreate(
                "pods \"x\" is forbidden: exceeded quota: q, requested: pods=1, used: pods=0, limited: pods=0", 12, START, Scenes.after(20));
        List<String> lines = Diagnosis.lines(Scenes.ended(Ending.DECIDED, new Scenes().at(21, view)));
        assertThat(lines).filteredOn(l -> l.startsWith("  evidence: ")).containsExactly(
                "  evidence: DaemonSet jhub/hook-image-puller event FailedCreate: pods \"x\" is forbidden: exceeded quota: q, requested: pods=1, "
                        + "used: pods=0, limited: pods=0 (first 18:00:00Z, last 18:00:21Z, 12 times)");
        assertThat(lines).anyMatch(l -> l.matches("  n1 +awaiting a pod +- +- +POD_CREATE_QUOTA a resource quota forbids the puller's pods"));
    }

    @Test
    public void theTableNamesNodeStateImageTimeAndCause() {
        ViewBuilder view = new ViewBuilder().node("n1").node("node-two").pulling("n1", 1).notFound("node-two");
        List<String> lines = Diagnosis.lines(Scenes.ended(Ending.BUDGET_EXCEEDED, new Scenes().at(1200, view)));
        int table = lines.indexOf("not ready: 2 of 2 nodes");
        assertThat(lines.get(table + 1)).matches("  NODE +STATE +IMAGE +SINCE +WHAT");
        assertThat(lines.get(table + 2)).matches("  node-two +backing off +1/3 k8s-singleuser-sample:4.4.0 +20m +PULL_NOT_FOUND .*not found");
        assertThat(lines.get(table + 3)).matches("  n1 +pulling +2/3 k8s-network-tools:4.4.0 +19m40s.*");
    }

    @Test
    public void aBudgetThatWasOnlyTooSmallIsSaidToBe() {
        Assessment slow = new Scenes().at(590, new ViewBuilder().node("n1").pulling("n1", 0));
        List<String> lines = Diagnosis.lines(Scenes.ended(Ending.BUDGET_EXCEEDED, slow));
        assertThat(lines).anySatisfy(l -> assertThat(l).startsWith("do: 1 node was still pulling").contains("larger budget"));
        assertThat(lines).last().asString().startsWith("PREPULL FAILED BUDGET_EXCEEDED: the budget of 20m ran out; 0 of 1 nodes are ready");
    }

    @Test
    public void aCancelledWaitSaysWhereItStood() {
        Assessment a = new Scenes().at(9, new ViewBuilder().node("n1").node("n2").ready("n1").pulling("n2", 0));
        WaitResult result = new WaitResult(Ending.CANCELLED, a, Scenes.SPEC, a.at(), "interrupted");
        assertThat(Diagnosis.lines(result))
                .contains("not ready: 1 of 2 nodes")
                .endsWith("PREPULL FAILED CANCELLED: the wait was cancelled: interrupted");
    }

    @Test
    public void aSuccessWithNodesLeftOutNamesThem() {
        Policy policy = Policy.DEFAULT.withTolerate(new Tolerance(1, false));
        ViewBuilder view = new ViewBuilder().node("n1").node("n2").ready("n1").notFound("n2");
        Assessment a = Assessor.assess(view.build(), policy, Memory.startingAt(START), Scenes.after(8));
        List<String> lines = Diagnosis.lines(Scenes.ended(Ending.DECIDED, a));
        assertThat(lines).anySatisfy(l -> assertThat(l).startsWith("note: PULL_NOT_FOUND").contains("n2"));
        assertThat(lines).contains("not ready: 1 of 2 nodes");
        assertThat(lines).last().asString().startsWith("PREPULL COMPLETE: 1 of 2 nodes have every image; tolerated without: n2");
    }

    @Test
    public void aThousandSickNodesFitOnAScreen() {
        ViewBuilder view = new ViewBuilder();
        for (int i = 0; i < 1000; i++) {
            view.node(Scenes.node(i)).notFound(Scenes.node(i));
        }
        List<String> lines = Diagnosis.lines(Scenes.ended(Ending.DECIDED, new Scenes().at(8, view)));
        assertThat(lines).hasSizeLessThan(30);
        assertThat(lines.get(0)).contains("on 1000 of 1000 nodes (n0000, n0001, n0002, n0003, n0004 and 995 more)");
        assertThat(lines).contains("  and 985 more: 985 backing off");
    }

    @Test
    public void noNameOrTextOfTheClusterBreaksALineOrSteersTheTerminal() {
        String hostile = "a\nPREPULL COMPLETE: all is well\r\u001b[2J\u009b31m\u202e\u2028";
        Assessment base = new Scenes().at(8, new ViewBuilder().node("n1").pulling("n1", 0));
        Finding finding = new Finding(
                FindingCode.PULL_UNKNOWN, FindingClass.PERMANENT, hostile, List.of(hostile), List.of(hostile),
                List.of(Evidence.once(hostile, hostile, hostile, START)), hostile);
        Assessment doomed = new Assessment(
                base.at(), base.puller(), base.rule(), new Verdict.Doomed(FindingCode.PULL_UNKNOWN, hostile), base.tally(), base.rows(),
                List.of(finding), null, null, base.memory());
        List<String> lines = new ArrayList<>(Diagnosis.lines(Scenes.ended(Ending.DECIDED, doomed)));
        new ProgressLog(Scenes.SPEC, lines::add).finished(Scenes.ended(Ending.DECIDED, doomed));
        assertThat(lines).hasSizeGreaterThan(8);
        assertThat(lines).noneMatch(l -> l.matches(".*[\\p{Cc}\\p{Cf}\\u2028].*") || l.startsWith("PREPULL COMPLETE"));
    }
}

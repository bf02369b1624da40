package io.jenkins.plugins.prepullgate.rollout;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Instant;
import java.util.List;
import org.junit.Test;

/** An image that the node had, and that the kubelet or an eraser has taken away before the prepull was done. */
public class RemovedImageTest {
    private static final Instant LATER = START.plusSeconds(90);

    private static ViewBuilder twoNodes() {
        return new ViewBuilder().node("n1").node("n2").pulling("n2", 0);
    }

    private static List<Finding> afterTheNodeWasReady(ViewBuilder then) {
        Memory memory = Assessor.assess(twoNodes().ready("n1").build(), Policy.DEFAULT, Memory.startingAt(START), START.plusSeconds(60)).memory();
        return removed(then, memory);
    }

    private static List<Finding> removed(ViewBuilder view, Memory memory) {
        Assessment assessment = Assessor.assess(view.build(), Policy.DEFAULT, memory, LATER);
        assertThat(assessment.verdict()).isInstanceOf(Verdict.Progressing.class);
        return assessment.findings().stream().filter(f -> f.code() == FindingCode.IMAGE_GONE_AFTER_PULL).toList();
    }

    private static ViewBuilder pullingAgain() {
        return twoNodes().pulling("n1", 0).event("n1", "Pulling", "Pulling image \"" + ViewBuilder.IMAGE + "\"", 1, LATER, LATER);
    }

    @Test
    public void aSecondPullOnANodeThatWasReadyIsTold() {
        assertThat(afterTheNodeWasReady(pullingAgain())).singleElement().satisfies(finding -> {
            assertThat(finding.summary()).contains(ViewBuilder.IMAGE).contains("pull it again");
            assertThat(finding.nodes()).containsExactly("n1");
            assertThat(finding.permanent()).isFalse();
            assertThat(finding.remedy()).isNotEmpty();
        });
    }

    @Test
    public void aSecondPullThatFailsIsTold() {
        ViewBuilder failing = twoNodes().notFound("n1").event("n1", "Failed", "Failed to pull image \"" + ViewBuilder.IMAGE + "\": not found", 1,
                LATER, LATER);
        assertThat(afterTheNodeWasReady(failing)).hasSize(1);
    }

    @Test
    public void aNewPodThatOnlyStartsIsNoSign() {
        assertThat(afterTheNodeWasReady(twoNodes().pulling("n1", 0))).isEmpty();
    }

    @Test
    public void theFirstPullOfANodeIsNoSign() {
        assertThat(removed(pullingAgain(), Memory.startingAt(START))).isEmpty();
    }
}

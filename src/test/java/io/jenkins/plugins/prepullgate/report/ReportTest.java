package io.jenkins.plugins.prepullgate.report;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.prepullgate.gate.Ending;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import org.junit.Test;

public class ReportTest {
    private static final WaitResult COMPLETE = Scenes.ended(Ending.DECIDED, new Scenes().at(50, new ViewBuilder().node("n1").ready("n1")));

    @Test
    public void whatNobodyAsksForIsNotMade() {
        Report withoutHistory = Report.of(COMPLETE, null);
        assertThat(withoutHistory.json()).contains("\"success\"");
        assertThatThrownBy(withoutHistory::html).isInstanceOf(NullPointerException.class);
    }

    @Test
    public void pageAndAnnotationsAreOfTheSameStory() {
        History history = new History(START);
        history.finished(COMPLETE);
        Report report = Report.of(COMPLETE, history);
        String page = report.html();
        assertThat(page).contains("n1");
        assertThat(report.html()).isEqualTo(page);
        assertThat(report.annotations()).anyMatch(line -> line.contains("PREPULL COMPLETE"));
    }
}

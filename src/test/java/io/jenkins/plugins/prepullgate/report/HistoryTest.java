package io.jenkins.plugins.prepullgate.report;

import static io.jenkins.plugins.prepullgate.report.Scenes.after;
import static io.jenkins.plugins.prepullgate.report.Scenes.node;
import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.Ending;
import io.jenkins.plugins.prepullgate.report.History.Turn;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.util.List;
import org.junit.Test;

public class HistoryTest {
    private final Told told = new Told();

    private List<NodeState> states(String node) {
        return told.history.turns().get(node).stream().map(Turn::state).toList();
    }

    @Test
    public void onlyWhatChangesIsKept() {
        told.at(1, new ViewBuilder().node("n1").pulling("n1", 0));
        told.at(5, new ViewBuilder().node("n1").pulling("n1", 0));
        told.at(22, new ViewBuilder().node("n1").pulling("n1", 1));
        told.at(50, new ViewBuilder().node("n1").ready("n1"));
        assertThat(told.history.turns().get("n1")).extracting(Turn::step).containsExactly(1, 2, 3);
        assertThat(states("n1")).containsExactly(NodeState.PULLING, NodeState.PULLING, NodeState.READY);
    }

    /** The pod says when an image had its turn, which was before anybody looked. */
    @Test
    public void aBarBeginsWhenTheImageHadItsTurn() {
        told.at(30, new ViewBuilder().node("n1").pulling("n1", 1));
        assertThat(told.history.turns().get("n1").get(0).at()).isEqualTo(after(20));
    }

    @Test
    public void aNodeThatGoesHasAnEndAndOneThatComesBackABeginning() {
        told.at(1, new ViewBuilder().node("n1").node("n2").pulling("n1", 0).pulling("n2", 0));
        told.at(5, new ViewBuilder().node("n1").pulling("n1", 0));
        told.at(9, new ViewBuilder().node("n1").pulling("n1", 0));
        told.at(12, new ViewBuilder().node("n1").node("n2").pulling("n1", 0));
        assertThat(states("n2")).containsExactly(NodeState.PULLING, null, NodeState.AWAITING_POD);
    }

    @Test
    public void aFindingIsMarkedOnceForEachClassItComesToHave() {
        told.at(5, new ViewBuilder().node("n1").node("n2").notFound("n1").pulling("n2", 0));
        told.at(6, new ViewBuilder().node("n1").node("n2").notFound("n1").pulling("n2", 0));
        told.at(9, new ViewBuilder().node("n1").node("n2").notFound("n1").notFound("n2"));
        assertThat(told.history.marks())
                .filteredOn(mark -> mark.code() == FindingCode.PULL_NOT_FOUND)
                .extracting(mark -> mark.effective().words())
                .containsExactly("on probation", "cannot succeed");
    }

    @Test
    public void aNodeThatFlipsForEverKeepsItsFirstTurnsAndItsNewest() {
        for (int i = 0; i < 200; i++) {
            ViewBuilder view = new ViewBuilder().node("n1").node("n2").pulling("n2", 0);
            told.at(i + 1, i % 2 == 0 ? view.pulling("n1", 0) : view.backingOff("n1"));
        }
        List<Turn> turns = told.history.turns().get("n1");
        assertThat(turns).hasSize(History.TURNS);
        assertThat(turns.get(turns.size() - 1).at()).isEqualTo(after(200));
        assertThat(told.timeline(Ending.BUDGET_EXCEEDED).lanes().get(0).bars()).hasSize(History.TURNS);
    }

    @Test
    public void fiveThousandNodesLeaveAFewTurnsEachAndAPageOfBoundedSize() {
        for (int look = 0; look < 12; look++) {
            ViewBuilder view = new ViewBuilder();
            for (int i = 0; i < 5000; i++) {
                int done = Math.min(3, look * (1 + i % 3) / 6);
                view.node(node(i));
                if (done == 3) {
                    view.ready(node(i));
                } else {
                    view.pulling(node(i), done);
                }
            }
            told.at(10 + look * 10L, view);
        }
        assertThat(told.history.turns().values().stream().mapToInt(List::size).sum()).isBetween(5000, 4 * 5000);
        Story story = told.story(Ending.BUDGET_EXCEEDED);
        assertThat(story.timeline().lanes().size()).isLessThanOrEqualTo(Timelines.LANES);
        assertThat(StoryJson.text(story).length()).isLessThan(150_000);
    }

    @Test
    public void whatWasBeforeALaterProcessBeganToLookIsNotMadeUp() {
        History late = new History(START.plusSeconds(40));
        late.changed(null, new Scenes().at(45, new ViewBuilder().node("n1").pulling("n1", 0)));
        assertThat(late.turns().get("n1").get(0).at()).isEqualTo(after(45));
    }
}

package io.jenkins.plugins.prepullgate.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.rollout.NodeProgress;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.Test;

public class FrameTest {
    @Test
    public void everyPictureFitsItsTerminal() {
        List<ViewBuilder> views = List.of(new ViewBuilder().absent(), new ViewBuilder(), Pictures.small(), Pictures.large(1000));
        for (ViewBuilder view : views) {
            for (int columns : new int[] {1, 2, 9, 20, 40, 80, 120, 200, 400}) {
                for (int rows : new int[] {1, 2, 5, 8, 12, 24, 60}) {
                    List<Line> lines = Frame.of("namespace jhub", Pictures.at(30, view), Pictures.SPEC, Pictures.after(31), new Size(columns, rows));
                    assertThat(lines).as("%s x %s", columns, rows).hasSizeBetween(1, Math.max(1, rows - 1));
                    assertThat(lines).as("%s x %s", columns, rows).allMatch(line -> line.width() <= Math.max(1, columns - 1));
                }
            }
        }
    }

    @Test
    public void atEightyColumnsEveryNodeHasItsLine() {
        assertThat(Pictures.drawn(Pictures.at(130, Pictures.small()), 80, 24)).containsExactly(
                "DaemonSet jhub/hook-image-puller  namespace jhub of production",
                "nodes   [#########-----------------------------]",
                "budget  [####----------------------------------]",
                "1/4 ready, 1 pulling, 1 backing off, 1 awaiting a pod, 1 excluded; 2m10s of 20m",
                "",
                "  NODE      STATE           IMAGE                            FOR",
                "+ agent-1   ready",
                "> agent-2   pulling         2/3 k8s-network-tools:4.4.0      1m50s",
                "! agent-3   backing off     1/3 k8s-singleuser-sample:4.4.0  2m10s",
                ". agent-4   awaiting a pod",
                "- master-0  excluded",
                "",
                "PULL_NOT_FOUND (on probation)  quay.io/jupyterhub/k8s-singleuser-sample:4.4.0:",
                "  the image does not exist, on 1 of 4 nodes (agent-3)",
                "  do: correct the tag in the chart's values or push it:",
                "      quay.io/jupyterhub/k8s-singleuser-sample:4.4.0");
    }

    @Test
    public void fortyColumnsKeepNodeStateAndImageNumber() {
        List<String> lines = Pictures.drawn(Pictures.at(130, Pictures.small()), 40, 24);
        assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("! agent-3").contains("backing off", "1/3"));
    }

    @Test
    public void aWideTerminalHasRoomForTheCauseAndForWhyANodeIsLeftOut() {
        List<String> lines = Pictures.drawn(Pictures.at(130, Pictures.small()), 200, 24);
        assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("! agent-3").contains("k8s-singleuser-sample:4.4.0").contains("not found"));
        assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("- master-0").contains("node-role.kubernetes.io/master"));
    }

    @Test
    public void aNarrowColumnCutsTheMessageAndKeepsTheCode() {
        List<String> lines = Pictures.drawn(Pictures.at(130, Pictures.small()), 110, 24);
        assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("! agent-3").contains("PULL_NOT_FOUND ").contains("…").endsWith("ound"));
    }

    @Test
    public void ofAThousandNodesTheSickAndTheSlowestAreListedAndTheRestIsCounted() {
        List<String> lines = Pictures.drawn(Pictures.at(130, Pictures.large(1000)), 120, 30);
        List<String> table = lines.subList(lines.indexOf("") + 2, lines.lastIndexOf(""));
        assertThat(table.subList(0, 10)).allMatch(line -> line.startsWith("! ip-10-0-") && line.contains("backing off"));
        assertThat(table.subList(10, table.size() - 1)).isNotEmpty().allMatch(line -> line.startsWith("> ") && line.contains("pulling"));
        int shown = table.size() - 1;
        assertThat(table.get(shown)).startsWith("  and " + (1000 - shown) + " more: ").contains(" pulling, ").contains(" ready");
    }

    @Test
    public void theGravestFindingSaysWhatToDo() {
        List<String> lines = Pictures.drawn(Pictures.at(130, Pictures.small()), 120, 24);
        assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("PULL_NOT_FOUND"));
        assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("  do: "));
    }

    @Test
    public void aLowTerminalKeepsTheTable() {
        List<String> lines = Pictures.drawn(Pictures.at(130, Pictures.small()), 120, 12);
        assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("! agent-3"));
        assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("PULL_NOT_FOUND"));
    }

    @Test
    public void whatTheClusterSaysCannotSteerTheTerminal() {
        String hostile = "\u001b]0;owned\u0007\u001b[2J\u009b31m\r\nx\u202egnp\ud800\ue000";
        ViewBuilder view = new ViewBuilder()
                .node("evil\u001b[31mnode")
                .failing("evil\u001b[31mnode", 0, "ImagePullBackOff", hostile);
        List<Line> lines = Frame.of(hostile, Pictures.at(30, view), Pictures.SPEC, Pictures.after(30), new Size(200, 24));
        assertThat(String.join("\n", lines.stream().map(Line::plain).toList())).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}&&[^\n]]");
    }

    @Test
    public void aClusterThatHasNotBeenReadYetIsNoEmptyCluster() {
        List<Line> lines = Frame.of("namespace jhub", null, Pictures.SPEC, Pictures.after(1), Size.USUAL);
        assertThat(lines.stream().map(Line::plain)).contains("reading the cluster");
    }

    @Test
    public void anEstimateGrowsShorterWithTheTime() {
        ViewBuilder view = new ViewBuilder().node("n1").ready("n1").node("n2").pulling("n2", 0);
        NodeProgress row = Pictures.at(5, view).rows().get(1);
        assertThat(row.eta()).isGreaterThan(Duration.ofSeconds(12));
        assertThat(NodeRow.of(row, Pictures.after(5), Pictures.after(5)).left()).isEqualTo("~" + Durations.words(row.eta()));
        assertThat(NodeRow.of(row, Pictures.after(15), Pictures.after(5)).left()).isEqualTo("~" + Durations.words(row.eta().minusSeconds(10)));
        assertThat(NodeRow.of(row, Pictures.after(600), Pictures.after(5)).left()).isEqualTo("~1s");
    }
}

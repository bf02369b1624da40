package io.jenkins.plugins.prepullgate.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.nodes.Taint;
import io.jenkins.plugins.prepullgate.nodes.Toleration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class ClusterDiffTest {
    private static final Taint USERS = ViewBuilder.taint("hub.jupyter.org/dedicated", "user");

    private static NodeFacts node(String name, String kubelet, Taint... taints) {
        return new NodeFacts(name, "", Map.of(), List.of(taints), false, List.of(), "", "", kubelet, null, null);
    }

    private static Difference line(String what, List<NodeFacts> here, List<NodeFacts> there, Toleration... tolerations) {
        List<Difference> lines = ClusterDiff.of(here, there, List.of(tolerations));
        return lines.stream().filter(d -> d.what().equals(what)).findFirst().orElseThrow();
    }

    @Test
    public void mixedClustersShowEachKindWithItsNumberTheMostCommonFirst() {
        List<NodeFacts> here = List.of(node("a", "v1.34.1"), node("b", "v1.35.4"), node("c", "v1.35.4"));
        assertThat(line("kubelets", here, List.of(node("x", "v1.35.4"))))
                .isEqualTo(new Difference("kubelets", "v1.35.4 (2), v1.34.1 (1)", "v1.35.4"));
    }

    @Test
    public void manyKindsAreCounted() {
        List<NodeFacts> here = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            here.add(node("n" + i, "v1.3" + i));
        }
        assertThat(line("kubelets", here, List.of()).here()).endsWith(" and 2 more");
        assertThat(line("kubelets", here, List.of()).there()).isEqualTo("-");
    }

    @Test
    public void whomAPrepullerReachesFollowsFromTaintsAndItsTolerations() {
        List<NodeFacts> here = List.of(node("a", ""), node("u", "", USERS));
        assertThat(line("nodes that a prepuller reaches", here, here).here()).isEqualTo("1");
        assertThat(line("nodes that a prepuller reaches", here, here, new Toleration("", "Exists", "", "")).here()).isEqualTo("2");
        assertThat(line("other nodes' taints", here, List.of()).here()).isEqualTo("hub.jupyter.org/dedicated=user:NoSchedule (1), none (1)");
    }

    @Test
    public void taintsThatKubernetesSetsByItselfAreNoDifference() {
        List<NodeFacts> pressed = List.of(node("a", "", ViewBuilder.taint("node.kubernetes.io/disk-pressure", "")));
        assertThat(line("other nodes' taints", pressed, List.of(node("b", ""))).differs()).isFalse();
    }
}

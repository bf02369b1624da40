package io.jenkins.plugins.prepullgate.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.Test;

public class ControlPlaneTest {
    private static NodeFacts labelled(String key, String value) {
        return NodeFacts.of("m", Map.of(key, value), List.of(), false);
    }

    @Test
    public void everyMarkOfEveryEraIsRecognised() {
        assertThat(ControlPlane.includes(labelled("node-role.kubernetes.io/control-plane", ""))).isTrue();
        assertThat(ControlPlane.includes(labelled("node-role.kubernetes.io/master", "true"))).isTrue();
        assertThat(ControlPlane.includes(labelled("kubernetes.io/role", "master"))).isTrue();
        assertThat(ControlPlane.includes(labelled("role", "master"))).isTrue();
        assertThat(ControlPlane.recognisedBy(labelled("role", "master"))).contains("label role=master");
        assertThat(ControlPlane.includes(labelled("role", "agent"))).isFalse();
        Taint taint = new Taint("node-role.kubernetes.io/master", "any", TaintEffect.PREFER_NO_SCHEDULE);
        NodeFacts tainted = NodeFacts.of("m", Map.of(), List.of(taint), false);
        assertThat(ControlPlane.recognisedBy(tainted)).contains("taint node-role.kubernetes.io/master=any:PreferNoSchedule");
        assertThat(ControlPlane.protectingTaint(tainted)).as("a preference protects nothing").isEmpty();
    }
}

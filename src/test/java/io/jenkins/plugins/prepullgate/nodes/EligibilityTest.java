package io.jenkins.plugins.prepullgate.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.nodes.Eligibility.Reach;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** The DaemonSet controller's own rule, case by case. */
public class EligibilityTest {
    private static final Toleration USER = new Toleration("hub.jupyter.org/dedicated", "Equal", "user", "NoSchedule");

    private static NodeFacts node(Taint... taints) {
        return NodeFacts.of("n1", Map.of("zone", "a", "cores", "16"), List.of(taints), false);
    }

    private static Taint taint(String key, String value, TaintEffect effect) {
        return new Taint(key, value, effect);
    }

    private static Reach reach(NodeFacts node, Toleration... tolerations) {
        return Eligibility.judge(node, new Placement(List.of(tolerations), Map.of(), null, false, "")).reach();
    }

    private static Placement affinity(SelectorTerm... terms) {
        return new Placement(List.of(), Map.of(), List.of(terms), false, "");
    }

    private static SelectorTerm term(String key, String operator, String... values) {
        return new SelectorTerm(List.of(new Requirement(key, operator, List.of(values))), List.of());
    }

    @Test
    public void onlyNoScheduleAndNoExecuteExclude() {
        assertThat(reach(node(taint("k", "v", TaintEffect.NO_SCHEDULE)))).isEqualTo(Reach.TAINTED);
        assertThat(reach(node(taint("k", "v", TaintEffect.NO_EXECUTE)))).isEqualTo(Reach.TAINTED);
        assertThat(reach(node(taint("k", "v", TaintEffect.PREFER_NO_SCHEDULE)))).isEqualTo(Reach.ELIGIBLE);
        assertThat(reach(node(taint("k", "v", TaintEffect.UNKNOWN)))).isEqualTo(Reach.ELIGIBLE);
    }

    @Test
    public void aTolerationMustMatchKeyValueAndEffect() {
        Taint dedicated = taint("hub.jupyter.org/dedicated", "user", TaintEffect.NO_SCHEDULE);
        assertThat(reach(node(dedicated), USER)).isEqualTo(Reach.ELIGIBLE);
        assertThat(reach(node(taint("hub.jupyter.org/dedicated", "core", TaintEffect.NO_SCHEDULE)), USER)).isEqualTo(Reach.TAINTED);
        assertThat(reach(node(taint("hub.jupyter.org/dedicated", "user", TaintEffect.NO_EXECUTE)), USER)).isEqualTo(Reach.TAINTED);
        assertThat(reach(node(dedicated), new Toleration("", "Exists", "", ""))).isEqualTo(Reach.ELIGIBLE);
        assertThat(reach(node(dedicated), new Toleration("hub.jupyter.org/dedicated", "", "user", ""))).isEqualTo(Reach.ELIGIBLE);
        assertThat(reach(node(dedicated), new Toleration("hub.jupyter.org/dedicated", "Gt", "1", ""))).isEqualTo(Reach.TAINTED);
    }

    @Test
    public void theControllerToleratesConditionsButNotALostHeartbeat() {
        assertThat(reach(node(taint(WellKnown.DISK_PRESSURE, "", TaintEffect.NO_SCHEDULE)))).isEqualTo(Reach.ELIGIBLE);
        assertThat(reach(node(taint(WellKnown.UNSCHEDULABLE, "", TaintEffect.NO_SCHEDULE)))).isEqualTo(Reach.ELIGIBLE);
        assertThat(reach(node(taint(WellKnown.UNREACHABLE, "", TaintEffect.NO_EXECUTE)))).isEqualTo(Reach.ELIGIBLE);
        assertThat(reach(node(taint(WellKnown.UNREACHABLE, "", TaintEffect.NO_SCHEDULE)))).isEqualTo(Reach.TAINTED);
        assertThat(reach(node(taint(WellKnown.NETWORK_UNAVAILABLE, "", TaintEffect.NO_SCHEDULE)))).isEqualTo(Reach.TAINTED);
        Placement hostNetwork = new Placement(List.of(), Map.of(), null, true, "");
        assertThat(Eligibility.judge(node(taint(WellKnown.NETWORK_UNAVAILABLE, "", TaintEffect.NO_SCHEDULE)), hostNetwork).eligible()).isTrue();
    }

    @Test
    public void aCordonDoesNotExclude() {
        Eligibility cordoned = Eligibility.judge(NodeFacts.of("n1", Map.of(), List.of(), true), Placement.ANYWHERE);
        assertThat(cordoned.eligible()).isTrue();
        assertThat(cordoned.why()).contains("cordon");
    }

    @Test
    public void theSelectorSaysWhichLabelIsWrong() {
        Placement wanted = new Placement(List.of(), Map.of("zone", "b"), null, false, "");
        Eligibility other = Eligibility.judge(node(), wanted);
        assertThat(other.reach()).isEqualTo(Reach.NOT_SELECTED);
        assertThat(other.why()).isEqualTo("node selector zone=b does not match: the node has a");
        assertThat(Eligibility.judge(NodeFacts.of("n2", Map.of(), List.of(), false), wanted).why()).endsWith("the node has no such label");
    }

    @Test
    public void ofSeveralAffinityTermsOneSuffices() {
        assertThat(Eligibility.judge(node(), affinity(term("zone", "In", "b"), term("zone", "In", "a"))).eligible()).isTrue();
        assertThat(Eligibility.judge(node(), affinity(term("zone", "NotIn", "a"))).eligible()).isFalse();
        assertThat(Eligibility.judge(node(), affinity(term("absent", "NotIn", "a"))).eligible()).isTrue();
        assertThat(Eligibility.judge(node(), affinity(term("cores", "Gt", "8"))).eligible()).isTrue();
        assertThat(Eligibility.judge(node(), affinity(term("cores", "Lt", "16"))).eligible()).isFalse();
        assertThat(Eligibility.judge(node(), affinity(term("cores", "Near", "16"))).eligible()).isFalse();
    }

    @Test
    public void anEmptyTermAndNoTermMatchNothing() {
        assertThat(Eligibility.judge(node(), affinity()).eligible()).isFalse();
        assertThat(Eligibility.judge(node(), affinity(new SelectorTerm(List.of(), List.of()))).eligible()).isFalse();
    }

    @Test
    public void fieldsMatchTheName() {
        SelectorTerm named = new SelectorTerm(List.of(), List.of(new Requirement("metadata.name", "In", List.of("n1"))));
        assertThat(Eligibility.judge(node(), affinity(named)).eligible()).isTrue();
        assertThat(Eligibility.judge(NodeFacts.of("n2", Map.of(), List.of(), false), affinity(named)).eligible()).isFalse();
    }
}

package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.nodes.ControlPlane;
import io.jenkins.plugins.prepullgate.nodes.Eligibility;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.nodes.Placement;
import io.jenkins.plugins.prepullgate.nodes.Taint;
import io.jenkins.plugins.prepullgate.nodes.Toleration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Two clusters side by side in everything that decides whom a prepuller reaches and what it may do there. It only shows; whether a difference matters
 * is {@link ControlPlaneAudit}'s to say.
 */
public final class ClusterDiff {
    private static final String NOTHING = "-";
    /** Kinds of values in one cell; more are counted. */
    private static final int KINDS = 4;

    private ClusterDiff() {}

    /**
     * The comparison, line by line, also where both are alike.
     *
     * @param tolerations the puller's; empty when unknown
     */
    public static List<Difference> of(List<NodeFacts> here, List<NodeFacts> there, List<Toleration> tolerations) {
        Placement puller = new Placement(tolerations, Map.of(), null, false, "");
        Predicate<NodeFacts> guarded = ControlPlane::includes;
        return List.of(
                line("control-plane nodes", here, there, nodes -> count(nodes, guarded)),
                line("control plane's mark", here, there, nodes -> kinds(nodes, guarded, n -> ControlPlane.recognisedBy(n).orElse(NOTHING))),
                line("control plane's taint", here, there,
                        nodes -> kinds(nodes, guarded, n -> ControlPlane.protectingTaint(n).map(Taint::toString).orElse("none"))),
                line("control plane's cordon", here, there, nodes -> kinds(nodes, guarded, n -> n.unschedulable() ? "cordoned" : "not cordoned")),
                line("other nodes", here, there, nodes -> count(nodes, guarded.negate())),
                line("other nodes' taints", here, there, nodes -> kinds(nodes, guarded.negate(), ClusterDiff::chosenTaints)),
                line("nodes that a prepuller reaches", here, there, nodes -> count(nodes, n -> Eligibility.judge(n, puller).eligible())),
                line("nodes that are not cordoned", here, there, nodes -> count(nodes, n -> !n.unschedulable())),
                line("kubelets", here, there, nodes -> kinds(nodes, n -> true, n -> n.kubelet().isEmpty() ? "unknown" : n.kubelet())));
    }

    private static Difference line(String what, List<NodeFacts> here, List<NodeFacts> there, Function<List<NodeFacts>, String> value) {
        return new Difference(what, value.apply(here), value.apply(there));
    }

    private static String count(List<NodeFacts> nodes, Predicate<NodeFacts> counted) {
        return Long.toString(nodes.stream().filter(counted).count());
    }

    /** The one value that all have, or each value with the number of nodes that have it, the most common first. */
    private static String kinds(List<NodeFacts> nodes, Predicate<NodeFacts> counted, Function<NodeFacts, String> value) {
        Map<String, Long> counts = nodes.stream().filter(counted).collect(Collectors.groupingBy(value, TreeMap::new, Collectors.counting()));
        if (counts.size() <= 1) {
            return counts.keySet().stream().findFirst().orElse(NOTHING);
        }
        String shown = counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(KINDS)
                .map(e -> e.getKey() + " (" + e.getValue() + ")")
                .collect(Collectors.joining(", "));
        return shown + (counts.size() > KINDS ? " and " + (counts.size() - KINDS) + " more" : "");
    }

    /** Those that somebody gave the node and that keep pods off it. */
    private static String chosenTaints(NodeFacts node) {
        String taints = chosen(node).stream().map(Taint::toString).sorted().collect(Collectors.joining(" and "));
        return taints.isEmpty() ? "none" : taints;
    }

    /** Excluding taints that somebody chose; those that Kubernetes sets by a node's condition come and go. */
    static List<Taint> chosen(NodeFacts node) {
        return node.taints().stream().filter(t -> t.effect().excludes() && !t.key().startsWith("node.kubernetes.io/")).toList();
    }
}

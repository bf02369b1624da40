package io.jenkins.plugins.prepullgate.nodes;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether one node counts for one prepuller, and why, in a sentence.
 *
 * @param reach what decides
 * @param taint the taint that excludes; null unless {@link Reach#TAINTED}
 * @param why one sentence for the log, never null
 */
public record Eligibility(Reach reach, Taint taint, String why) {
    /** Whether the DaemonSet reaches a node, and if not, what keeps it away. */
    public enum Reach {
        /** The DaemonSet places a pod here. */
        ELIGIBLE,
        /** The DaemonSet places a pod here, although the node is cordoned. */
        ELIGIBLE_CORDONED,
        /** A taint that neither the template nor the controller tolerates keeps the pod away. */
        TAINTED,
        /** Node selector, required affinity or node name do not match. */
        NOT_SELECTED
    }

    public Eligibility {
        Objects.requireNonNull(reach, "reach");
        Objects.requireNonNull(why, "why");
    }

    /** Whether the DaemonSet controller places a pod on the node. */
    public boolean eligible() {
        return reach == Reach.ELIGIBLE || reach == Reach.ELIGIBLE_CORDONED;
    }

    /**
     * The DaemonSet controller's own answer: {@code NodeShouldRunDaemonPod} in {@code pkg/controller/daemon/daemon_controller.go}. Node name,
     * required affinity and selector must match, and every NoSchedule or NoExecute taint must be tolerated; resources do not matter.
     */
    public static Eligibility judge(NodeFacts node, Placement placement) {
        Optional<String> mismatch = selectorMismatch(node, placement);
        if (mismatch.isPresent()) {
            return new Eligibility(Reach.NOT_SELECTED, null, mismatch.get());
        }
        Optional<Taint> taint = node.taints().isEmpty() ? Optional.empty() : untolerated(node, placement);
        if (taint.isPresent()) {
            return new Eligibility(Reach.TAINTED, taint.get(), "taint " + taint.get() + " is not tolerated by the puller");
        }
        if (node.unschedulable()) {
            return new Eligibility(Reach.ELIGIBLE_CORDONED, null, "cordoned, but a DaemonSet's pods tolerate a cordon");
        }
        return new Eligibility(Reach.ELIGIBLE, null, node.taints().isEmpty() ? "no taint excludes it" : "its taints are tolerated");
    }

    private static Optional<Taint> untolerated(NodeFacts node, Placement placement) {
        List<Toleration> all = Stream.concat(
                        placement.tolerations().stream(), Tolerations.addedByTheController(placement.hostNetwork()).stream())
                .toList();
        return Tolerations.firstUntolerated(node.taints(), all);
    }

    private static Optional<String> selectorMismatch(NodeFacts node, Placement placement) {
        if (!placement.nodeName().isEmpty() && !placement.nodeName().equals(node.name())) {
            return Optional.of("the puller is bound to node " + placement.nodeName());
        }
        for (Map.Entry<String, String> wanted : new TreeMap<>(placement.nodeSelector()).entrySet()) {
            String actual = node.labels().get(wanted.getKey());
            if (!wanted.getValue().equals(actual)) {
                String found = actual == null ? "the node has no such label" : "the node has " + actual;
                return Optional.of("node selector " + wanted.getKey() + "=" + wanted.getValue() + " does not match: " + found);
            }
        }
        if (placement.affinity() != null && placement.affinity().stream().noneMatch(term -> term.matches(node))) {
            String terms = placement.affinity().stream().map(SelectorTerm::toString).collect(Collectors.joining(" or "));
            return Optional.of("required node affinity does not match: " + (terms.isEmpty() ? "it has no terms" : terms));
        }
        return Optional.empty();
    }
}

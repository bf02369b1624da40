package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.Evidence;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.nodes.ControlPlane;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.nodes.Protection;
import io.jenkins.plugins.prepullgate.nodes.Taint;
import io.jenkins.plugins.prepullgate.nodes.Toleration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Audits control-plane nodes, before any puller exists. What is found is of class audit: whether it fails or warns is the caller's decision.
 * That staging was cordoned and production was not is how the incident of 2018-01-26 passed the one and took down the other; so two clusters
 * can be compared.
 */
public final class ControlPlaneAudit {
    private final List<NodeFacts> nodes;
    private final List<NodeFacts> controlPlane;
    private final Instant now;
    private final List<Finding> findings = new ArrayList<>();

    private ControlPlaneAudit(List<NodeFacts> nodes, Instant now) {
        this.nodes = nodes;
        this.controlPlane = nodes.stream().filter(ControlPlane::includes).sorted(Comparator.comparing(NodeFacts::name)).toList();
        this.now = now;
    }

    /** What one cluster's control plane lacks; empty when nothing. */
    public static List<Finding> audit(List<NodeFacts> nodes, AuditPolicy policy, Instant now) {
        ControlPlaneAudit audit = new ControlPlaneAudit(nodes, now);
        audit.run(policy);
        return List.copyOf(audit.findings);
    }

    /**
     * How a cluster differs from another one in what keeps pods off its nodes; names and numbers of nodes do not matter.
     *
     * @param referenceName what to call the other one, such as {@code staging}
     */
    public static List<Finding> compare(List<NodeFacts> nodes, List<NodeFacts> reference, String referenceName, Instant now) {
        ControlPlaneAudit audit = new ControlPlaneAudit(nodes, now);
        audit.compareWith(new ControlPlaneAudit(reference, now), referenceName);
        return List.copyOf(audit.findings);
    }

    private void run(AuditPolicy policy) {
        if (controlPlane.isEmpty()) {
            add(FindingCode.CP_NONE_VISIBLE, "none of " + nodes.size() + " nodes is marked as control plane, as in a managed cluster", List.of(), "");
            return;
        }
        demand(policy.require());
        for (Toleration toleration : policy.userTolerations()) {
            concerned(FindingCode.CP_TOLERATED_BY_USERPODS,
                    n -> ControlPlane.protectingTaint(n).filter(toleration::tolerates).isPresent(),
                    "the toleration of " + toleration + " lets the puller's pods onto the control plane",
                    "narrow it in scheduling.userPods.tolerations, singleuser.extraTolerations or prePuller.extraTolerations");
        }
    }

    private void demand(AuditPolicy.Demand require) {
        Predicate<NodeFacts> bare = n -> ControlPlane.protectingTaint(n).isEmpty();
        Predicate<NodeFacts> open = n -> !n.unschedulable();
        String taint = "a NoSchedule taint under " + String.join(" or ", ControlPlane.ROLE_KEYS);
        String remedy = "kubectl taint node %s " + ControlPlane.CONTROL_PLANE + ":NoSchedule";
        switch (require) {
            case TAINTED -> concerned(FindingCode.CP_NOT_TAINTED, bare, "nothing keeps pods off the control plane: it lacks " + taint, remedy);
            case CORDONED -> concerned(FindingCode.CP_NOT_CORDONED, open, "the control plane is not cordoned, so a prepuller that leaves out only "
                    + "cordoned nodes waits for it for ever", "kubectl cordon %s");
            case TAINTED_OR_CORDONED -> concerned(FindingCode.CP_NOT_TAINTED, bare.and(open),
                    "nothing keeps pods off the control plane: it lacks " + taint + ", and a cordon", remedy);
            // What the reference lacks is not demanded here either; the comparison says the rest.
            case SAME_AS_REFERENCE -> {}
        }
    }

    private void concerned(FindingCode code, Predicate<NodeFacts> condition, String summary, String remedy) {
        List<NodeFacts> concerned = controlPlane.stream().filter(condition).toList();
        if (!concerned.isEmpty()) {
            String names = concerned.stream().map(NodeFacts::name).collect(Collectors.joining(" "));
            add(code, summary, concerned, remedy.contains("%s") ? String.format(remedy, names) : remedy);
        }
    }

    private void compareWith(ControlPlaneAudit reference, String name) {
        TreeSet<String> there = reference.protections();
        List<NodeFacts> different = controlPlane.stream().filter(n -> !there.contains(Protection.of(n).words())).toList();
        if (!different.isEmpty()) {
            String here = different.stream().map(n -> Protection.of(n).words()).distinct().collect(Collectors.joining("; "));
            String other = there.isEmpty() ? "shows no control-plane node" : "has its control plane " + String.join("; ", there);
            add(FindingCode.CP_ENV_DRIFT, "the control plane is " + here + ", while " + name + " " + other, different,
                    remedy(different, reference, name));
        } else if (controlPlane.isEmpty() && !there.isEmpty()) {
            add(FindingCode.CP_ENV_DRIFT, "no control-plane node is visible, while " + name + " has its control plane " + String.join("; ", there),
                    List.of(), "");
        }
        workers(reference, name);
    }

    private static String remedy(List<NodeFacts> different, ControlPlaneAudit reference, String name) {
        boolean cordonedThere = !reference.controlPlane.isEmpty() && reference.controlPlane.stream().allMatch(NodeFacts::unschedulable);
        String uncordoned = different.stream().filter(n -> !n.unschedulable()).map(NodeFacts::name).collect(Collectors.joining(" "));
        return cordonedThere && !uncordoned.isEmpty()
                ? "kubectl cordon " + uncordoned + ", or uncordon " + name + "'s, so that " + name + " shows what happens here"
                : "make the two alike (kubectl taint, kubectl cordon), so that " + name + " shows what happens here";
    }

    /** Taints of the other nodes decide who is prepulled, so a kind of taint that only one of the clusters has is worth knowing. */
    private void workers(ControlPlaneAudit reference, String name) {
        TreeSet<String> here = workerTaints();
        TreeSet<String> there = reference.workerTaints();
        TreeSet<String> onlyHere = new TreeSet<>(here);
        onlyHere.removeAll(there);
        TreeSet<String> onlyThere = new TreeSet<>(there);
        onlyThere.removeAll(here);
        if (!onlyHere.isEmpty()) {
            List<NodeFacts> with = nodes.stream().filter(n -> n.taints().stream().map(Taint::toString).anyMatch(onlyHere::contains)).toList();
            add(FindingCode.CP_ENV_DRIFT, "nodes carry a taint that " + name + " does not know: " + String.join(", ", onlyHere), with,
                    "taint a node of " + name + " alike");
        }
        if (!onlyThere.isEmpty()) {
            add(FindingCode.CP_ENV_DRIFT, name + " has nodes with a taint that is missing here: " + String.join(", ", onlyThere), List.of(),
                    "make the two alike");
        }
    }

    private TreeSet<String> protections() {
        return controlPlane.stream().map(n -> Protection.of(n).words()).collect(Collectors.toCollection(TreeSet::new));
    }

    private TreeSet<String> workerTaints() {
        return nodes.stream()
                .filter(n -> !ControlPlane.includes(n))
                .flatMap(n -> ClusterDiff.chosen(n).stream())
                .map(Objects::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void add(FindingCode code, String summary, List<NodeFacts> concerned, String remedy) {
        List<Evidence> evidence = concerned.stream().limit(3).map(this::evidence).toList();
        List<String> names = concerned.stream().map(NodeFacts::name).toList();
        findings.add(new Finding(code, code.base(), summary, names, List.of(), evidence, remedy));
    }

    private Evidence evidence(NodeFacts node) {
        String by = ControlPlane.recognisedBy(node).map(r -> "; control plane by " + r).orElse("");
        String value = "unschedulable=" + node.unschedulable() + ", taints=" + node.taints() + by;
        return Evidence.once("Node " + node.name(), "spec.unschedulable, spec.taints", value, now);
    }
}

package io.jenkins.plugins.prepullgate.report;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.nodes.ControlPlane;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.rollout.AuditPolicy;
import io.jenkins.plugins.prepullgate.rollout.ClusterDiff;
import io.jenkins.plugins.prepullgate.rollout.ControlPlaneAudit;
import io.jenkins.plugins.prepullgate.rollout.Difference;
import io.jenkins.plugins.prepullgate.rollout.Names;
import io.jenkins.plugins.prepullgate.rollout.Redaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an audit of control-plane nodes came to.
 *
 * @param cluster what the audited cluster is called
 * @param reference what the cluster that it was compared with is called; empty when there was none
 * @param nodes all nodes of the audited cluster
 * @param findings of the audit and the comparison; those of class audit or permanent fail it
 * @param comparison with the reference, line by line; empty when there was none
 * @param at when
 */
public record AuditResult(String cluster, String reference, List<NodeFacts> nodes, List<Finding> findings, List<Difference> comparison, Instant at) {
    public AuditResult {
        Objects.requireNonNull(cluster, "cluster");
        reference = reference == null ? "" : reference;
        nodes = List.copyOf(nodes);
        findings = List.copyOf(findings);
        comparison = List.copyOf(comparison);
        Objects.requireNonNull(at, "at");
    }

    /** Audits one cluster. */
    public static AuditResult of(String cluster, List<NodeFacts> nodes, AuditPolicy policy, Instant now) {
        return new AuditResult(cluster, "", nodes, ControlPlaneAudit.audit(nodes, policy, now), List.of(), now);
    }

    /**
     * Audits one cluster and compares it with another one.
     *
     * @param reference what the other one is called
     * @param others its nodes
     */
    public static AuditResult of(String cluster, List<NodeFacts> nodes, AuditPolicy policy, String reference, List<NodeFacts> others, Instant now) {
        List<Finding> findings = new ArrayList<>(ControlPlaneAudit.audit(nodes, policy, now));
        findings.addAll(ControlPlaneAudit.compare(nodes, others, reference, now));
        return new AuditResult(cluster, reference, nodes, findings, ClusterDiff.of(nodes, others, policy.userTolerations()), now);
    }

    /** The same with what was found beside the nodes. */
    public AuditResult with(Finding more) {
        List<Finding> all = new ArrayList<>(findings);
        all.add(more);
        return new AuditResult(cluster, reference, nodes, all, comparison, at);
    }

    public boolean passed() {
        return leading().isEmpty();
    }

    /** The finding that fails it; empty when it passed. */
    public Optional<Finding> leading() {
        return findings.stream().filter(f -> f.permanent() || f.effective() == FindingClass.AUDIT).findFirst();
    }

    /** The stable code of what failed it; empty when it passed. */
    public Optional<FindingCode> code() {
        return leading().map(Finding::code);
    }

    /** The control-plane nodes among the nodes. */
    public List<NodeFacts> controlPlane() {
        return nodes.stream().filter(ControlPlane::includes).toList();
    }

    /** One sentence: what came of it. */
    public String summary() {
        return Redaction.oneLine(leading().map(Names::sentence).orElseGet(this::passing));
    }

    private String passing() {
        int guarded = controlPlane().size();
        String whole = guarded == 0
                ? "no control-plane node is visible among " + Words.count(nodes.size(), "node")
                : "the control plane (" + Words.count(guarded, "node") + ") is as agreed";
        return whole + (reference.isEmpty() ? "" : ", and like " + reference);
    }
}

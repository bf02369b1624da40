package io.jenkins.plugins.prepullgate.report;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.nodes.ControlPlane;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.rollout.Names;
import java.time.Instant;
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
 * @param at when
 */
public record AuditResult(String cluster, String reference, List<NodeFacts> nodes, List<Finding> findings, Instant at) {
    public AuditResult {
        Objects.requireNonNull(cluster, "cluster");
        reference = reference == null ? "" : reference;
        nodes = List.copyOf(nodes);
        findings = List.copyOf(findings);
        Objects.requireNonNull(at, "at");
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
        return leading().map(f -> f.summary() + (f.nodes().isEmpty() ? "" : ", on " + Names.of(f.nodes()))).orElseGet(this::passing);
    }

    private String passing() {
        int guarded = controlPlane().size();
        String whole = guarded == 0
                ? "no control-plane node is visible among " + Words.count(nodes.size(), "node")
                : "the control plane (" + Words.count(guarded, "node") + ") is as agreed";
        return whole + (reference.isEmpty() ? "" : ", and like " + reference);
    }
}

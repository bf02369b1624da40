package io.jenkins.plugins.prepullgate.report;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.nodes.ControlPlane;
import io.jenkins.plugins.prepullgate.nodes.LastChange;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.nodes.Protection;
import io.jenkins.plugins.prepullgate.rollout.Redaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An audit as lines: each control-plane node as it was found, the cluster beside its reference, then what is wrong. The last line is stable: {@code
 * AUDIT PASSED: …} or {@code AUDIT FAILED <CODE>: …}.
 */
public final class AuditReport {
    private static final int NODES = 15;

    private AuditReport() {}

    /** The lines, without prefix. */
    public static List<String> lines(AuditResult result) {
        List<String> lines = new ArrayList<>();
        List<NodeFacts> controlPlane = result.controlPlane();
        String compared = result.reference().isEmpty() ? "" : ", compared with " + result.reference();
        String nodes = Words.count(result.nodes().size(), "node") + ", " + controlPlane.size() + " of them control plane";
        lines.add("cluster " + result.cluster() + ": " + nodes + compared);
        controlPlane.stream().limit(NODES).forEach(node -> lines.add("  " + node.name() + ": " + state(node, result.at())));
        if (controlPlane.size() > NODES) {
            lines.add("  and " + (controlPlane.size() - NODES) + " more");
        }
        lines.addAll(comparison(result));
        for (Finding finding : result.findings()) {
            lines.addAll(FindingText.lines(finding, Set.of(), result.at()));
        }
        lines.add(verdict(result));
        return lines.stream().map(Redaction::oneLine).toList();
    }

    /** Both clusters side by side; what is the same in both is said once. */
    private static List<String> comparison(AuditResult result) {
        if (result.comparison().isEmpty()) {
            return List.of();
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", result.cluster(), result.reference()));
        result.comparison().forEach(d -> rows.add(List.of(d.what(), d.here(), d.differs() ? d.there() : "the same")));
        return Columns.aligned(rows);
    }

    /** Said where tolerations of a prepuller were to be looked at and there is none. */
    public static String noPuller(String namespace) {
        return "no prepuller is in namespace " + namespace + " just now, so whom it tolerates cannot be checked";
    }

    /** The one stable line, which scripts may look for. */
    public static String verdict(AuditResult result) {
        String line = result.code().map(code -> "AUDIT FAILED " + code + ": ").orElse("AUDIT PASSED: ") + result.summary();
        return Redaction.oneLine(line);
    }

    static String state(NodeFacts node, Instant now) {
        String by = ControlPlane.recognisedBy(node).map(r -> " (" + r + ")").orElse("");
        LastChange change = node.lastChange();
        String when = change == null || change.at() == null ? "" : " at " + Words.time(change.at(), now);
        return Protection.of(node).words() + by + (change == null ? "" : "; last changed by " + change.manager() + when);
    }
}

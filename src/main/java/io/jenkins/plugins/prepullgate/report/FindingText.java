package io.jenkins.plugins.prepullgate.report;

import io.jenkins.plugins.prepullgate.findings.Blame;
import io.jenkins.plugins.prepullgate.findings.Evidence;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.rollout.Names;
import io.jenkins.plugins.prepullgate.rollout.Redaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A finding as lines: what and where, the evidence, what to do, and who has to do it. */
public final class FindingText {
    private FindingText() {}

    /**
     * All of it: headline, evidence, remedy, and who has to act.
     *
     * @param expected the names of the nodes that are waited for; empty when there are none, as in an audit
     */
    static List<String> lines(Finding finding, Set<String> expected, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(headline(finding, expected));
        facts(finding.evidence(), now).forEach(fact -> lines.add("  evidence: " + fact));
        if (!finding.remedy().isEmpty()) {
            lines.add("  do: " + finding.remedy());
        }
        if (finding.blame() != Blame.NOBODY) {
            lines.add("  who: " + finding.blame().words());
        }
        return lines;
    }

    /** Such as {@code PULL_NOT_FOUND  quay.io/x/y:z: the image does not exist, on 3 of 3 nodes (n1, n2, n3)}. */
    public static String headline(Finding finding, Set<String> expected) {
        FindingClass effective = finding.effective();
        boolean saysItself = effective == FindingClass.PERMANENT || effective == FindingClass.AUDIT || effective == FindingClass.BUDGET;
        String kind = saysItself ? "" : " (" + effective.words() + ")";
        return finding.code() + kind + "  " + sentence(finding, expected);
    }

    /** What and where, without the code. */
    static String sentence(Finding finding, Set<String> expected) {
        return finding.summary() + where(finding.nodes(), expected);
    }

    private static String where(List<String> nodes, Set<String> expected) {
        if (nodes.isEmpty()) {
            return "";
        }
        Set<String> counted = new HashSet<>(nodes);
        counted.retainAll(expected);
        if (counted.size() == nodes.size()) {
            return ", on " + nodes.size() + " of " + Words.count(expected.size(), "node") + " (" + Names.of(nodes) + ")";
        }
        return ", on " + (nodes.size() == 1 ? nodes.get(0) : Words.count(nodes.size(), "node") + " (" + Names.of(nodes) + ")");
    }

    /** One line per fact; a value that several objects have in common is not repeated. */
    static List<String> facts(List<Evidence> all, Instant now) {
        List<String> lines = new ArrayList<>();
        Set<String> values = new HashSet<>();
        for (Evidence each : new LinkedHashSet<>(all)) {
            String value = values.add(each.value()) ? Redaction.brief(each.value()) : "the same";
            lines.add(Redaction.brief(each.object()) + " " + each.field() + ": " + value + " (" + when(each, now) + ")");
        }
        return lines;
    }

    private static String when(Evidence evidence, Instant now) {
        String first = Words.time(evidence.firstSeen(), now);
        String last = Words.time(evidence.lastSeen(), now);
        String times = evidence.count() == 1 ? "" : ", " + evidence.count() + " times";
        return (first.equals(last) ? "at " + first : "first " + first + ", last " + last) + times;
    }
}

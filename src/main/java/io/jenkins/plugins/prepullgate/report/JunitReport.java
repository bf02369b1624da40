package io.jenkins.plugins.prepullgate.report;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.Ending;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.hub.HubResult;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.rollout.NodeProgress;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A result as JUnit XML, which CI systems show as tests: one test case per node, whose failure is the finding about it, and one for the verdict, so
 * that the suite fails exactly when the result does.
 */
final class JunitReport {
    private final Markup xml = new Markup();
    private int tests;
    private int failures;
    private int skipped;

    private JunitReport() {}

    static String of(WaitResult result) {
        JunitReport report = new JunitReport();
        String suite = result.last().puller() == null ? "prepull" : "prepull " + result.last().puller().namespace() + "/"
                + result.last().puller().name();
        double seconds = result.elapsed().toMillis() / 1000.0;
        report.verdict(suite, seconds, result.success(), result.code(), result.summary(), Diagnosis.lines(result));
        result.last().rows().forEach(row -> report.node(suite, row, result));
        return report.suite(suite, seconds, result.spec().startedAt());
    }

    static String of(AuditResult result) {
        JunitReport report = new JunitReport();
        String suite = "audit " + result.cluster();
        report.verdict(suite, 0, result.passed(), result.code(), result.summary(), AuditReport.lines(result));
        for (NodeFacts node : result.controlPlane()) {
            Optional<Finding> finding = about(node.name(), result.findings());
            report.node(suite, node.name(), finding, "", result.at());
        }
        return report.suite(suite, 0, result.at());
    }

    static String of(HubResult result) {
        JunitReport report = new JunitReport();
        String suite = "hub " + result.job();
        report.verdict(suite, 0, result.passed(), result.code(), result.summary(), HubReport.lines(result));
        return report.suite(suite, 0, result.at());
    }

    private static Optional<Finding> about(String node, List<Finding> findings) {
        return findings.stream().filter(f -> f.effective() != FindingClass.INFO && f.nodes().contains(node)).findFirst();
    }

    private void verdict(String suite, double seconds, boolean success, Optional<FindingCode> code, String summary, List<String> diagnosis) {
        begin(suite, "verdict", seconds);
        if (!success) {
            failure(code.map(Enum::name).orElse(""), summary, diagnosis);
        }
        xml.close("testcase").line();
    }

    private void node(String suite, NodeProgress row, WaitResult result) {
        Optional<Finding> finding = row.state() == NodeState.READY ? Optional.empty() : about(row.node(), result.last().findings());
        boolean late = row.missing() && !result.success() && finding.isEmpty();
        if (late && (result.ending() == Ending.BUDGET_EXCEEDED || result.ending() == Ending.STALLED)) {
            begin(suite, row.node(), 0);
            failure(result.code().map(Enum::name).orElse(""), Happenings.words(row), List.of(Happenings.words(row)));
            xml.close("testcase").line();
            return;
        }
        String why = row.state() == NodeState.READY ? "" : row.expected() ? "unfinished when the wait ended: " + Happenings.words(row)
                : "not counted: " + row.message();
        node(suite, row.node(), result.success() ? Optional.empty() : finding, why, result.endedAt());
    }

    /** @param skip why the node was not judged; empty when it is well */
    private void node(String suite, String node, Optional<Finding> finding, String skip, Instant at) {
        begin(suite, node, 0);
        if (finding.isPresent()) {
            failure(finding.get().code().name(), FindingText.sentence(finding.get(), Set.of()), FindingText.lines(finding.get(), Set.of(), at));
        } else if (!skip.isEmpty()) {
            skipped++;
            // Jenkins shows the message, GitLab the content.
            xml.leaf("skipped", skip, "message", skip);
        }
        xml.close("testcase").line();
    }

    /**
     * @param seconds the whole wait for the verdict, 0 otherwise: readers add up the times of all cases, and Surefire's schema demands one of each
     */
    private void begin(String suite, String name, double seconds) {
        tests++;
        xml.open("testcase", "classname", suite, "name", name, "time", time(seconds));
    }

    private static String time(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    private void failure(String code, String message, List<String> lines) {
        failures++;
        xml.open("failure", "type", code, "message", code + ": " + message);
        lines.forEach(line -> xml.text(line).line());
        xml.close("failure");
    }

    private String suite(String name, double seconds, Instant at) {
        Markup whole = new Markup();
        whole.markup("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").open("testsuites").line();
        whole.open(
                "testsuite", "name", name, "tests", tests, "failures", failures, "errors", 0, "skipped", skipped,
                "time", time(seconds), "timestamp", at.toString());
        whole.line();
        return whole.markup(xml.toString()).close("testsuite").line().close("testsuites").toString();
    }
}

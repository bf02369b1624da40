package io.jenkins.plugins.prepullgate.steps;

import hudson.Util;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.hub.HubResult;
import io.jenkins.plugins.prepullgate.report.AuditResult;
import io.jenkins.plugins.prepullgate.rollout.NodeProgress;
import io.jenkins.plugins.prepullgate.rollout.Redaction;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What one call of a step came to, for scripts (the step returns it), for notifications and for the remote API. Saved with the build: plain texts and
 * numbers.
 */
@ExportedBean(defaultVisibility = 2)
public final class Outcome implements Serializable {
    private static final long serialVersionUID = 1L;

    static final String WAIT = "waitForPrepuller";
    static final String PREPULL = "prepullImages";
    static final String AUDIT = "verifyMasterTaints";
    static final String COMPLETE = "COMPLETE";
    static final String PASSED = "PASSED";
    static final String FAILED = "FAILED";

    private final String step;
    private final String place;
    private final String result;
    private final String code;
    private final String summary;
    private final int ready;
    private final int expected;
    private final ArrayList<String> nodes;
    private final long seconds;
    /** Null in builds that were saved by a version without it. */
    private LinkedHashMap<String, Object> facts;

    private Outcome(
            String step, String place, String result, String code, String summary, int ready, int expected, List<String> nodes, long seconds) {
        this.step = step;
        this.place = place;
        this.result = result;
        this.code = code;
        this.summary = Redaction.oneLine(summary);
        this.ready = ready;
        this.expected = expected;
        this.nodes = new ArrayList<>(nodes.stream().map(Redaction::oneLine).toList());
        this.seconds = seconds;
    }

    static Outcome of(WaitResult wait, String step, String place) {
        return new Outcome(
                step,
                place,
                wait.success() ? COMPLETE : FAILED,
                wait.code().map(FindingCode::name).orElse(""),
                wait.summary(),
                wait.last().tally().ready(),
                wait.last().tally().expected(),
                wait.last().missing().stream().map(NodeProgress::node).toList(),
                wait.elapsed().toSeconds());
    }

    static Outcome of(AuditResult audit, String place) {
        return new Outcome(
                AUDIT,
                place,
                audit.passed() ? PASSED : FAILED,
                audit.code().map(FindingCode::name).orElse(""),
                audit.summary(),
                0,
                0,
                audit.leading().map(Finding::nodes).orElse(List.of()),
                0);
    }

    static Outcome of(HubResult hub, String step) {
        Outcome outcome = new Outcome(
                step,
                "hub " + hub.hub(),
                hub.passed() ? PASSED : FAILED,
                hub.code().map(FindingCode::name).orElse(""),
                hub.summary(),
                0,
                0,
                List.of(),
                hub.facts().get("elapsedSeconds") instanceof Number seconds ? seconds.longValue() : 0);
        outcome.facts = PlainValues.map(hub.facts());
        return outcome;
    }

    /** A step that could not begin. */
    static Outcome of(ConnectionException refused, String step, String place) {
        return new Outcome(step, place, FAILED, code(refused.kind()), Util.fixNull(refused.getMessage()), 0, 0, List.of(), 0);
    }

    private static String code(ConnectionException.Kind kind) {
        return switch (kind) {
            case UNAUTHORIZED, FORBIDDEN -> FindingCode.API_FORBIDDEN.name();
            case UNREACHABLE, TLS, UNAVAILABLE, REJECTED -> FindingCode.API_UNREACHABLE.name();
            case CONFIGURATION, NO_SUCH_NAMESPACE -> kind.name();
        };
    }

    /** The outcome in a word or two, to stand beside the step's name. */
    String mark() {
        if (!isSuccess()) {
            return code;
        }
        return result.equals(COMPLETE) ? ready + "/" + expected + " ready" : "passed";
    }

    /** Whether the prepull is complete, or the audit passed. */
    @Exported
    @Whitelisted
    public boolean isSuccess() {
        return !result.equals(FAILED);
    }

    /** The step's name. */
    @Exported
    @Whitelisted
    public String getStep() {
        return step;
    }

    /** Cluster, and namespace where there is one. */
    @Exported
    @Whitelisted
    public String getPlace() {
        return place;
    }

    /** {@code COMPLETE}, {@code PASSED} or {@code FAILED}. */
    @Exported
    @Whitelisted
    public String getResult() {
        return result;
    }

    /** The stable code of what failed; empty after success. */
    @Exported
    @Whitelisted
    public String getCode() {
        return code;
    }

    /** One sentence. */
    @Exported
    @Whitelisted
    public String getSummary() {
        return summary;
    }

    /** Nodes that have every image; 0 for an audit. */
    @Exported
    @Whitelisted
    public int getReady() {
        return ready;
    }

    /** Nodes that were waited for; 0 for an audit. */
    @Exported
    @Whitelisted
    public int getExpected() {
        return expected;
    }

    /** Names of the nodes that are not ready, or that failed an audit. */
    @Exported
    @Whitelisted
    public List<String> getNodes() {
        return new ArrayList<>(nodes);
    }

    /** How long it took; 0 for an audit. */
    @Exported
    @Whitelisted
    public long getSeconds() {
        return seconds;
    }

    /** What else a step about a hub found, as in the command's JSON report; empty for other steps. */
    @Exported
    @Whitelisted
    public Map<String, Object> getFacts() {
        return facts == null ? new LinkedHashMap<>() : new LinkedHashMap<>(facts);
    }

    @Override
    public String toString() {
        return step + " in " + place + ": " + result + (code.isEmpty() ? "" : " " + code) + ": " + summary;
    }
}

package io.jenkins.plugins.prepullgate.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.jenkins.plugins.prepullgate.findings.Evidence;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.hub.HubResult;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.Difference;
import io.jenkins.plugins.prepullgate.rollout.NodeProgress;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import io.jenkins.plugins.prepullgate.rollout.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A result for programs. {@code schema} rises when a field is removed or changes its meaning; new fields may be added without that. Times are ISO
 * 8601 in UTC, durations are seconds; what is not known is null.
 */
public final class JsonReport {
    private static final int SCHEMA = 1;
    /** The command and the plugin use different versions of Jackson; plain maps look the same in all of them. */
    private static final ObjectWriter WRITER =
            new ObjectMapper().writerWithDefaultPrettyPrinter();

    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}&&[^\\r\\n]]");

    private JsonReport() {}

    public static String of(WaitResult result) {
        Assessment last = result.last();
        Map<String, Object> report = head("wait", result.success(), result.code().map(Enum::name).orElse(null), result.summary());
        report.put("ending", lower(result.ending()));
        report.put("startedAt", text(result.spec().startedAt()));
        report.put("endedAt", text(result.endedAt()));
        report.put("elapsedSeconds", seconds(result.elapsed()));
        report.put("budgetSeconds", seconds(result.spec().budget()));
        report.put("puller", puller(last));
        report.put("expect", last.rule());
        report.put("counts", counts(last.tally()));
        report.put("nodes", last.rows().stream().map(JsonReport::row).toList());
        report.put("findings", last.findings().stream().map(JsonReport::finding).toList());
        return write(report);
    }

    public static String of(AuditResult result) {
        Map<String, Object> report = head("audit", result.passed(), result.code().map(Enum::name).orElse(null), result.summary());
        report.put("cluster", result.cluster());
        report.put("reference", result.reference().isEmpty() ? null : result.reference());
        report.put("at", text(result.at()));
        report.put("nodeCount", result.nodes().size());
        report.put("controlPlane", result.controlPlane().stream().map(JsonReport::node).toList());
        report.put("comparison", result.comparison().stream().map(JsonReport::difference).toList());
        report.put("findings", result.findings().stream().map(JsonReport::finding).toList());
        return write(report);
    }

    public static String of(HubResult result) {
        Map<String, Object> report = head("hub-" + result.job(), result.passed(), result.code().map(Enum::name).orElse(null), result.summary());
        report.put("hub", result.hub());
        report.put("at", text(result.at()));
        report.putAll(result.facts());
        report.put("findings", result.findings().stream().map(JsonReport::finding).toList());
        return write(report);
    }

    private static Map<String, Object> head(String kind, boolean success, String code, String summary) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("schema", SCHEMA);
        report.put("kind", kind);
        report.put("success", success);
        report.put("code", code);
        report.put("summary", summary);
        return report;
    }

    private static Map<String, Object> puller(Assessment last) {
        if (last.puller() == null) {
            return null;
        }
        Map<String, Object> puller = new LinkedHashMap<>();
        puller.put("namespace", last.puller().namespace());
        puller.put("name", last.puller().name());
        puller.put("uid", last.puller().uid());
        puller.put("images", last.puller().template().inPullOrder().stream().map(c -> c.image()).distinct().toList());
        return puller;
    }

    private static Map<String, Object> counts(Tally tally) {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("expected", tally.expected());
        for (NodeState state : NodeState.values()) {
            counts.put(camel(state), tally.in(state));
        }
        // The counters alone are known where neither nodes nor pods may be read.
        counts.put("ready", tally.ready());
        return counts;
    }

    private static Map<String, Object> row(NodeProgress row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("node", row.node());
        fields.put("state", camel(row.state()));
        fields.put("pod", row.pod().isEmpty() ? null : row.pod());
        fields.put("step", row.step());
        fields.put("steps", row.steps());
        fields.put("image", row.image().isEmpty() ? null : row.image());
        fields.put("since", text(row.since()));
        fields.put("queuedBehind", row.pull().queued() ? row.pull().behind() : null);
        fields.put("imageBytes", row.pull().bytes() == 0 ? null : row.pull().bytes());
        fields.put("secondsLeft", row.eta() == null ? null : seconds(row.eta()));
        fields.put("message", row.message());
        fields.put("code", row.code() == null ? null : row.code().name());
        return fields;
    }

    private static Map<String, Object> node(NodeFacts node) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("node", node.name());
        fields.put("cordoned", node.unschedulable());
        fields.put("taints", node.taints().stream().map(Object::toString).toList());
        fields.put("changedBy", node.lastChange() == null ? null : node.lastChange().manager());
        fields.put("changedAt", node.lastChange() == null ? null : text(node.lastChange().at()));
        return fields;
    }

    private static Map<String, Object> difference(Difference difference) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("what", difference.what());
        fields.put("here", difference.here());
        fields.put("there", difference.there());
        fields.put("differs", difference.differs());
        return fields;
    }

    private static Map<String, Object> finding(Finding finding) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("code", finding.code().name());
        fields.put("number", finding.code().number());
        fields.put("class", lower(finding.effective()));
        fields.put("blame", lower(finding.blame()));
        fields.put("summary", finding.summary());
        fields.put("nodes", finding.nodes());
        fields.put("images", finding.images());
        fields.put("remedy", finding.remedy());
        fields.put("evidence", finding.evidence().stream().map(JsonReport::evidence).toList());
        return fields;
    }

    private static Map<String, Object> evidence(Evidence evidence) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("object", evidence.object());
        fields.put("field", evidence.field());
        fields.put("value", evidence.value());
        fields.put("firstSeen", text(evidence.firstSeen()));
        fields.put("lastSeen", text(evidence.lastSeen()));
        fields.put("count", evidence.count());
        return fields;
    }

    private static String write(Map<String, Object> report) {
        try {
            // JSON lets stand as they are what turns the direction of reading, and half of what steers a terminal.
            return STEERING.matcher(WRITER.writeValueAsString(report)).replaceAll(found -> escaped(found.group()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report of maps, texts and numbers must be writable", e);
        }
    }

    private static String escaped(String text) {
        return text.chars().mapToObj(unit -> String.format("\\\\u%04X", unit)).collect(Collectors.joining());
    }

    private static String text(Instant when) {
        return when == null ? null : when.toString();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Such as {@code backingOff}. */
    private static String camel(Enum<?> value) {
        StringBuilder name = new StringBuilder();
        for (String part : value.name().split("_")) {
            String lower = part.toLowerCase(Locale.ROOT);
            name.append(name.length() == 0 ? lower : Character.toUpperCase(lower.charAt(0)) + lower.substring(1));
        }
        return name.toString();
    }
}

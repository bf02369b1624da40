package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pods that the controller may not create. An observed generation with fewer pods than desired says that something refuses them; the
 * controller's FailedCreate events say what. From the eleventh on they begin with "(combined from similar events): ", and the retries back
 * off, so silence is not health.
 */
final class CreationDetector implements Detector {
    private static final Pattern FRAME = Pattern.compile("^(\\(combined from similar events\\): )?(Error creating: )?");
    private static final Pattern REJECTED = Pattern.compile("daemon pod \\S+ on node (\\S+?),");
    private static final int REJECTIONS = 3;

    @Override
    public void look(Scene scene, Rows rows, Consumer<Symptom> report) {
        DaemonSetFacts set = scene.puller;
        if (set == null || set.deletedAt() != null) {
            return;
        }
        rejected(scene, rows, report);
        if (!set.observed() || set.status().current() >= set.status().desired()) {
            return;
        }
        List<EventFacts> failures = scene.eventsAbout(set.uid()).stream().filter(e -> e.reason().equals("FailedCreate")).toList();
        failures.stream().max(Comparator.comparing(EventFacts::last, Comparator.nullsFirst(Comparator.naturalOrder()))).ifPresent(last -> {
            String text = FRAME.matcher(last.message()).replaceFirst("");
            FindingCode code = classify(text);
            int attempts = failures.stream().mapToInt(EventFacts::count).sum();
            Instant since = failures.stream().map(EventFacts::first).filter(Objects::nonNull).min(Comparator.naturalOrder()).orElse(null);
            String headline = code.meaning() + ": " + shortly(text);
            List<String> waiting = rows.in(NodeState.AWAITING_POD).stream().map(NodeProgress::node).toList();
            for (String node : waiting.isEmpty() ? List.of("") : waiting) {
                report.accept(new Symptom(
                        code, node, "", headline, set.ref(), "event FailedCreate", Redaction.of(text), Integer.toString(attempts), attempts, since));
            }
        });
    }

    /** What refused the pods: texts of the API server's admission plugins, Kubernetes 1.35. */
    static FindingCode classify(String text) {
        if (text.contains("exceeded quota") || text.contains("failed quota")) {
            return FindingCode.POD_CREATE_QUOTA;
        }
        if (text.contains("violates PodSecurity")) {
            return FindingCode.POD_CREATE_PSA;
        }
        if (text.contains("no PriorityClass with name")) {
            return FindingCode.POD_CREATE_PRIORITYCLASS;
        }
        if (text.contains("error looking up service account") || text.contains("serviceaccount") && text.contains("not found")) {
            return FindingCode.POD_CREATE_SERVICEACCOUNT;
        }
        if (text.contains("failed calling webhook") || text.contains("failed to call webhook")) {
            return FindingCode.POD_CREATE_WEBHOOK_FAILED;
        }
        if (text.contains("admission webhook") && text.contains("denied the request")
                || text.contains("ValidatingAdmissionPolicy") && text.contains("denied request")) {
            return FindingCode.POD_CREATE_WEBHOOK_DENIED;
        }
        if (text.contains("usage per Pod is") || text.contains("usage per Container is") || text.contains("limit to request ratio")) {
            return FindingCode.POD_CREATE_LIMITRANGE;
        }
        return FindingCode.POD_CREATE_OTHER;
    }

    /** Without the generated pod name in front, which differs from attempt to attempt. */
    private static String shortly(String text) {
        return Redaction.of(text.replaceFirst("^pods \"[^\"]*\" is forbidden: ", ""));
    }

    private static void rejected(Scene scene, Rows rows, Consumer<Symptom> report) {
        Map<String, Integer> byNode = new HashMap<>();
        for (EventFacts event : scene.eventsAbout(scene.puller.uid())) {
            Matcher matcher = REJECTED.matcher(event.message());
            if (event.reason().equals("FailedDaemonPod") && matcher.find()) {
                byNode.merge(matcher.group(1), event.count(), Integer::sum);
            }
        }
        for (NodeProgress row : rows.in(NodeState.FAILED)) {
            int times = byNode.getOrDefault(row.node(), 0);
            if (times >= REJECTIONS && !row.message().startsWith("Evicted")) {
                report.accept(new Symptom(
                        FindingCode.POD_REJECTED_LOOP, row.node(), "", "the kubelet rejects the puller's pod over and over: " + row.message(),
                        scene.puller.ref(), "event FailedDaemonPod", row.message(), Integer.toString(times), times, null));
            }
        }
    }
}

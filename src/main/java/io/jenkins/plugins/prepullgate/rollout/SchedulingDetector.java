package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.nodes.Eligibility;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pods that the scheduler has not placed. A DaemonSet's pod aims at one node, so of the scheduler's text only the part that is not about
 * affinity counts; since 1.34.x it does not name taints, so those are read from the node.
 */
final class SchedulingDetector implements SiteDetector {
    private static final Pattern RESOURCES = Pattern.compile("Insufficient ([a-z-]+(?:/[a-z-]+)?)");

    @Override
    public void look(Spot spot, NodeProgress row, Consumer<Symptom> report) {
        PodFacts pod = spot.pod;
        if (row.state() == NodeState.EXCLUDED && pod != null && !pod.bound() && pod.deletedAt() == null) {
            late(spot, report);
        }
        if (row.state() != NodeState.UNSCHEDULED) {
            return;
        }
        Optional<PodCondition> scheduled = pod.condition("PodScheduled").filter(c -> c.status().equals("False"));
        if (scheduled.isEmpty()) {
            report.accept(Symptom.ofNode(
                    FindingCode.NOT_SCHEDULED_NO_CONDITION, spot.name(), "the scheduler has not looked at the puller's pod", pod.ref(),
                    "status.conditions[PodScheduled]", "absent").at(pod.createdAt()));
            return;
        }
        String text = scheduled.get().message();
        FindingCode code = classify(text);
        report.accept(Symptom.ofNode(
                code, spot.name(), code.meaning() + detail(code, text), pod.ref(), "status.conditions[PodScheduled]", Redaction.of(text))
                .at(scheduled.get().since()));
    }

    /** A node that stopped being eligible with its pod made and not yet placed: it is not waited for, and the controller takes the pod away. */
    private static void late(Spot spot, Consumer<Symptom> report) {
        Eligibility eligibility = spot.eligibility;
        if (eligibility.reach() == Eligibility.Reach.TAINTED) {
            report.accept(Symptom.ofNode(
                    FindingCode.UNSCHEDULABLE_TAINT_RACE, spot.name(), FindingCode.UNSCHEDULABLE_TAINT_RACE.meaning(), spot.pod.ref(),
                    "spec.nodeName", "not set; the node has " + eligibility.taint()));
        }
    }

    /** What a scheduler's text says. */
    static FindingCode classify(String text) {
        if (text.contains("Too many pods")) {
            return FindingCode.UNSCHEDULABLE_TOO_MANY_PODS;
        }
        return RESOURCES.matcher(text).find() ? FindingCode.UNSCHEDULABLE_RESOURCES : FindingCode.UNSCHEDULABLE_OTHER;
    }

    private static String detail(FindingCode code, String text) {
        Matcher matcher = RESOURCES.matcher(text);
        return code == FindingCode.UNSCHEDULABLE_RESOURCES && matcher.find() ? ": insufficient " + matcher.group(1) : "";
    }
}

package io.jenkins.plugins.prepullgate.report;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Picks the findings that a log has yet to tell: each once per class that it comes to have, and no more than can be read. The diagnosis has them all.
 */
final class FreshFindings {
    private static final int AT_ONCE = 3;
    private static final int AT_ALL = 30;
    /** Information that the nodes' own states already give. */
    private static final Set<FindingCode> TOLD_BY_ROWS = EnumSet.of(
            FindingCode.PULL_IN_PROGRESS,
            FindingCode.PULL_QUEUED,
            FindingCode.NODE_EXCLUDED_TAINT,
            FindingCode.NODE_EXCLUDED_SELECTOR,
            FindingCode.NODE_SHUTDOWN,
            FindingCode.PARTIAL_ACCEPTED,
            FindingCode.HELM_RELEASE_STATE,
            FindingCode.SKIPPED_UNCHANGED);

    private record Told(FindingCode code, FindingClass effective, String summary) {}

    private final Set<Told> told = new HashSet<>();

    /** Those of the assessment; they count as told from now on. */
    List<Finding> of(Assessment now) {
        List<Finding> fresh = now.findings().stream()
                .filter(f -> !toldOtherwise(f) && !told.contains(told(f)))
                .limit(Math.max(0, Math.min(AT_ONCE, AT_ALL - told.size())))
                .toList();
        fresh.forEach(f -> told.add(told(f)));
        return fresh;
    }

    private static Told told(Finding finding) {
        return new Told(finding.code(), finding.effective(), finding.summary());
    }

    /** By the nodes' own states, or, as long as there is no puller, by the verdict. */
    private static boolean toldOtherwise(Finding finding) {
        return finding.effective() == FindingClass.INFO && TOLD_BY_ROWS.contains(finding.code())
                || finding.effective() == FindingClass.CONDITIONAL && finding.code() == FindingCode.DS_NOT_FOUND;
    }
}

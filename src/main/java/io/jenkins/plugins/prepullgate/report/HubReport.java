package io.jenkins.plugins.prepullgate.report;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.hub.HubProgress;
import io.jenkins.plugins.prepullgate.hub.HubResult;
import io.jenkins.plugins.prepullgate.rollout.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A job on a hub as lines. The last line is stable: {@code HUB WAIT PASSED: …} or {@code HUB WAIT FAILED <CODE>: …}, and so for the other jobs, such
 * as {@code SCALE} or {@code SEED}.
 */
public final class HubReport {
    private static final int BAR = 20;

    private HubReport() {}

    /** Progress, without prefix, counts first: {@code 312/500 routes checked [############........], 2 broken; 3s of 10m; about 2s left}. */
    public static String progress(HubProgress progress) {
        boolean counted = progress.total() > 0;
        String what = counted ? progress.done() + "/" + progress.total() + " " + progress.doing() + " " + bar(progress) : progress.doing();
        String detail = progress.detail().isEmpty() ? "" : (counted ? ", " : ": ") + progress.detail();
        String time = Durations.words(progress.elapsed()) + (progress.budget() == null ? "" : " of " + Durations.words(progress.budget()));
        // Rounded up: as long as it is not over, something is left.
        String left = progress.left() == null ? "" : "; about " + Durations.words(progress.left().plusSeconds(1)) + " left";
        return Redaction.oneLine(what + detail + "; " + time + left);
    }

    private static String bar(HubProgress progress) {
        int full = (int) ((long) BAR * progress.done() / progress.total());
        return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
    }

    /** The result as lines, without prefix. */
    public static List<String> lines(HubResult result) {
        List<String> lines = new ArrayList<>(result.details());
        for (Finding finding : result.findings()) {
            lines.addAll(FindingText.lines(finding, Set.of(), result.at()));
        }
        lines.add(verdict(result));
        return lines.stream().map(Redaction::oneLine).toList();
    }

    /** The one stable line, which scripts may look for. */
    public static String verdict(HubResult result) {
        String job = "HUB " + result.job().toUpperCase(Locale.ROOT);
        return Redaction.oneLine(job + result.code().map(code -> " FAILED " + code + ": ").orElse(" PASSED: ") + result.summary());
    }
}

package io.jenkins.plugins.prepullgate.gate;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.NodeProgress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What differs between two assessments of a wait in a way that somebody who watches wants to hear of. */
public final class Changes {
    private Changes() {}

    /** Whether the verdict's kind, a node's state or image, or the findings differ. Times, messages and counts of attempts do not count. */
    public static boolean worthTelling(Assessment before, Assessment now) {
        return before.verdict().getClass() != now.verdict().getClass()
                || !uid(before).equals(uid(now))
                || !before.tally().equals(now.tally())
                || !findings(before).equals(findings(now))
                || !rows(before).equals(rows(now));
    }

    private static String uid(Assessment a) {
        return a.puller() == null ? "" : a.puller().uid();
    }

    private record Shown(FindingCode code, FindingClass effective, List<String> nodes, List<String> images) {}

    private static Set<Shown> findings(Assessment a) {
        return a.findings().stream().map(Changes::shown).collect(Collectors.toSet());
    }

    private static Shown shown(Finding f) {
        return new Shown(f.code(), f.effective(), f.nodes(), f.images());
    }

    private record Where(String node, Object state, int step) {}

    private static List<Where> rows(Assessment a) {
        return a.rows().stream().map(Changes::where).toList();
    }

    private static Where where(NodeProgress row) {
        return new Where(row.node(), row.state(), row.step());
    }
}

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
                || !sameRows(before.rows(), now.rows());
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

    private static boolean sameRows(List<NodeProgress> before, List<NodeProgress> now) {
        if (before.size() != now.size()) {
            return false;
        }
        for (int i = 0; i < now.size(); i++) {
            NodeProgress a = before.get(i);
            NodeProgress b = now.get(i);
            // Most rows of thousands are the very same.
            if (a != b && !(a.state() == b.state() && a.step() == b.step() && a.node().equals(b.node()))) {
                return false;
            }
        }
        return true;
    }
}

package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.Finding;
import java.util.List;

/** Names and numbers of things in sentences that stay readable however many there are. */
public final class Names {
    private static final int SHOWN = 5;

    private Names() {}

    /** Such as {@code 1 node} or {@code 3 nodes}. */
    public static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** A finding in a sentence: what it is, and on which nodes. */
    public static String sentence(Finding finding) {
        return finding.summary() + (finding.nodes().isEmpty() ? "" : ", on " + of(finding.nodes()));
    }

    /** Such as {@code a, b, c}; from the seventh on {@code a, b, c, d, e and 987 more}. */
    public static String of(List<String> names) {
        if (names.size() <= SHOWN + 1) {
            return String.join(", ", names);
        }
        return String.join(", ", names.subList(0, SHOWN)) + " and " + (names.size() - SHOWN) + " more";
    }
}

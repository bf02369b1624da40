package io.jenkins.plugins.prepullgate.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.FailFast;
import io.jenkins.plugins.prepullgate.rollout.Patience;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Several failures side by side in one wait: none ends it, each is asked for by its code and its node. */
final class NamedFailures {
    private NamedFailures() {}

    /** A policy under which every finding is shown within a second, and none decides. */
    static Policy showing(FindingCode... slow) {
        Policy policy = Policy.DEFAULT.withFailFast(FailFast.NEVER);
        for (FindingCode code : slow) {
            policy = policy.withPatience(code, new Patience(Duration.ofSeconds(1), 1, null));
        }
        return policy;
    }

    /** Waits for the finding, and checks that a person on call could act on it. */
    static Finding await(Running running, FindingCode code, String node) {
        Finding finding = find(running.seen(assessment -> find(assessment, code, node).isPresent()), code, node).orElseThrow();
        assertThat(finding.evidence()).as("%s", finding).isNotEmpty();
        assertThat(finding.remedy()).as("%s", finding).isNotEmpty().doesNotContain("NODE", "POD", "PULLER");
        return finding;
    }

    /** Asks for codes on the nodes of the same place in the list. */
    static void await(Running running, List<FindingCode> codes, List<String> nodes) {
        for (int i = 0; i < codes.size(); i++) {
            await(running, codes.get(i), nodes.get(i));
        }
    }

    private static Optional<Finding> find(Assessment assessment, FindingCode code, String node) {
        return assessment.findings().stream().filter(f -> f.code() == code && (node.isEmpty() || f.nodes().contains(node))).findFirst();
    }
}

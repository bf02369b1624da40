package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.gate.Choices;
import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.nodes.NodeRule;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import picocli.CommandLine.Option;

/** How to wait for a puller that somebody else makes, which is helm: in addition, what the chart decides. */
final class WaitOptions extends PatienceOptions {
    @Option(
            names = "--expect",
            paramLabel = "RULE",
            completionCandidates = Completions.OfExpect.class,
            description = "Which nodes to wait for. daemonset: those that the DaemonSet controller counts. schedulable-nodes: every node that is not "
                    + "cordoned, as the prepuller of z2jh 0.6 does. Default: as the puller that is found does itself.")
    private String expect;

    @Option(names = "--appear-within", paramLabel = "DURATION", description = "How long the puller may take to appear. Default: 1m.")
    private String appearWithin;

    @Option(
            names = "--helm-timeout",
            paramLabel = "DURATION",
            description = "helm's own --timeout: half a minute before it runs out, everything known is printed, since helm then deletes the puller. "
                    + "Default: not known.")
    private String helmTimeout;

    @Option(
            names = "--checksum",
            paramLabel = "TEXT",
            description = "checksum_hook-image-puller of the chart to be deployed; if the hub has it already, the chart skips the prepull, which "
                    + "is a success. Default: not known.")
    private String checksum;

    @Override
    Policy policy() {
        Policy policy = super.policy().withChecksum(checksum);
        if (expect != null) {
            policy = policy.withExpect(Choices.one("--expect", expect, NodeRule.values(), NodeRule::parameter));
        }
        if (appearWithin != null) {
            policy = policy.withAppearWithin(Durations.parse("--appear-within", appearWithin));
        }
        if (helmTimeout != null) {
            policy = policy.withHelmTimeout(Durations.parse("--helm-timeout", helmTimeout));
        }
        return policy;
    }
}

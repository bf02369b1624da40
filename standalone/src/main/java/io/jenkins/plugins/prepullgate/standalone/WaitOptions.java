package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.gate.Choices;
import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.gate.Overrides;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.nodes.NodeRule;
import io.jenkins.plugins.prepullgate.rollout.FailFast;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How long to wait and what to accept; the names and meanings of the pipeline steps. */
final class WaitOptions {
    @Option(
            names = "--budget",
            paramLabel = "DURATION",
            defaultValue = "20m",
            description = "How long the wait may last, such as 90s, 20m or 1h30m; helm's own timeout has nothing to do with it. "
                    + "Default: ${DEFAULT-VALUE}.")
    private String budget;

    @Option(
            names = "--fail-fast",
            paramLabel = "WHEN",
            defaultValue = "permanent",
            description = "When to give up early. permanent (default): as soon as waiting cannot help. any: at the first failure of any kind. "
                    + "never: wait for the whole budget.")
    private String failFast;

    @Option(
            names = "--tolerate",
            paramLabel = "NODES",
            defaultValue = "0",
            description = "So many nodes may be left without the images: 2, or 5%%. Default: ${DEFAULT-VALUE}.")
    private String tolerate;

    @Option(
            names = "--expect",
            paramLabel = "RULE",
            description = "Which nodes to wait for. daemonset: those that the DaemonSet controller counts. schedulable-nodes: every node that is not "
                    + "cordoned, as the prepuller of z2jh 0.6 does. Default: what the puller found does itself.")
    private String expect;

    @Option(names = "--appear-within", paramLabel = "DURATION", description = "How long the puller may take to appear. Default: 1m.")
    private String appearWithin;

    @Option(names = "--stall-after", paramLabel = "DURATION", description = "Give up when no node has moved for so long. Default: never.")
    private String stallAfter;

    @Option(
            names = "--heartbeat",
            paramLabel = "DURATION",
            defaultValue = "30s",
            description = "How often to tell of a wait in which nothing changes. Default: ${DEFAULT-VALUE}.")
    private String heartbeat;

    @Option(
            names = "--override",
            paramLabel = "CODE=CLASS",
            description = "What a finding is to be taken for: info, transient, conditional (permanent after its probation) or permanent, such as "
                    + "PULL_DNS=transient. Repeatable.")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--probation",
            paramLabel = "CODE=WHEN",
            description = "When a conditional finding becomes permanent: 3/60s (so many failed attempts over so long), 2m (after so long) or never, "
                    + "such as PULL_NOT_FOUND=5/2m. Repeatable.")
    private List<String> probation = new ArrayList<>();

    @Option(
            names = "--unanimity",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "What every node shows that is waited for needs no probation. Default: yes.")
    private boolean unanimity;

    @Option(
            names = "--fail-on-drift",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "A control-plane node that loses its taint or cordon during the wait fails it, where that changes what is waited for. "
                    + "Default: yes.")
    private boolean failOnDrift;

    @Option(
            names = "--helm-timeout",
            paramLabel = "DURATION",
            description = "helm's own --timeout: half a minute before it passes, everything known is told, since helm then deletes the puller. "
                    + "Default: not known.")
    private String helmTimeout;

    @Option(
            names = "--checksum",
            paramLabel = "TEXT",
            description = "checksum_hook-image-puller of the chart to be deployed; when the hub has it already, the chart skips the prepull, which "
                    + "is success. Default: not known.")
    private String checksum;

    /**
     * The wait that begins at {@code startedAt}.
     *
     * @throws UsageException naming the option that is malformed
     */
    WaitSpec spec(Instant startedAt) {
        return Values.read(() -> new WaitSpec(
                policy(), startedAt, Durations.parse("--budget", budget), Durations.parse("--heartbeat", heartbeat)));
    }

    private Policy policy() {
        Policy policy = Policy.DEFAULT
                .withFailFast(Choices.one("--fail-fast", failFast, FailFast.values(), FailFast::parameter))
                .withTolerate(Choices.tolerance("--tolerate", tolerate))
                .withUnanimity(unanimity)
                .withDriftFails(failOnDrift)
                .withChecksum(checksum);
        if (expect != null) {
            policy = policy.withExpect(Choices.one("--expect", expect, NodeRule.values(), NodeRule::parameter));
        }
        if (appearWithin != null) {
            policy = policy.withAppearWithin(Durations.parse("--appear-within", appearWithin));
        }
        if (stallAfter != null) {
            policy = policy.withStallAfter(Durations.parse("--stall-after", stallAfter));
        }
        if (helmTimeout != null) {
            policy = policy.withHelmTimeout(Durations.parse("--helm-timeout", helmTimeout));
        }
        for (String entry : overrides) {
            policy = Overrides.withClass(policy, "--override", entry);
        }
        for (String entry : probation) {
            policy = Overrides.withProbation(policy, "--probation", entry);
        }
        return policy;
    }
}

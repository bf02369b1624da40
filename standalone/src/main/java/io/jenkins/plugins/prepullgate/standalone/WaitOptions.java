package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.nodes.NodeRule;
import io.jenkins.plugins.prepullgate.rollout.FailFast;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import java.time.Instant;
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

    /** The wait that begins now. */
    WaitSpec spec(Instant now) {
        return new WaitSpec(policy(), now, Values.duration("--budget", budget), Values.duration("--heartbeat", heartbeat));
    }

    private Policy policy() {
        Policy policy = Policy.DEFAULT
                .withFailFast(Values.choice("--fail-fast", failFast, FailFast.values(), FailFast::parameter))
                .withTolerate(Values.tolerance("--tolerate", tolerate));
        if (expect != null) {
            policy = policy.withExpect(Values.choice("--expect", expect, NodeRule.values(), NodeRule::parameter));
        }
        if (appearWithin != null) {
            policy = policy.withAppearWithin(Values.duration("--appear-within", appearWithin));
        }
        return stallAfter == null ? policy : policy.withStallAfter(Values.duration("--stall-after", stallAfter));
    }
}

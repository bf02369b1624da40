package io.jenkins.plugins.prepullgate.rollout;

import java.util.List;
import java.util.function.Consumer;

/**
 * Looks at one node for signs of one family of findings, which neither the time nor other nodes decide: what it reports is kept until something of
 * the node changes.
 */
@FunctionalInterface
interface SiteDetector {
    /** Reports what it sees. */
    void look(Spot spot, NodeProgress row, Consumer<Symptom> report);

    /** All of them. */
    List<SiteDetector> ALL = List.of(
            new NodeDetector(),
            new SchedulingDetector(),
            new PullDetector(),
            new WaitedDetector(),
            new PressureDetector(),
            new RunDetector(),
            new RemovalDetector(),
            new OldRuleDetector());
}

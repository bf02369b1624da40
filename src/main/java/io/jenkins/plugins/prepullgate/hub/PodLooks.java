package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.WorkloadPods;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.rollout.ClockLead;
import io.jenkins.plugins.prepullgate.rollout.PodTrouble;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** What the hub's pods show while the hub does not serve: where they stand, and what is wrong with them. */
final class PodLooks {
    /** Null without access to the cluster. */
    private final HubPods pods;

    private final InstantSource clock;
    private final Budget budget;
    private final Duration pause;

    /** When the next look is due, by what has passed of the budget. */
    private Duration nextLook = Duration.ZERO;
    private String standing = "";
    private List<Finding> trouble = List.of();

    /**
     * Prepares to look; nothing is asked yet.
     *
     * @param pods null where they cannot be seen
     * @param pause the least time between two looks
     */
    PodLooks(HubPods pods, InstantSource clock, Budget budget, Duration pause) {
        this.pods = pods;
        this.clock = clock;
        this.budget = budget;
        this.pause = pause;
    }

    /**
     * Looks, unless that was done a moment ago, or the cluster is busy and wants to be left alone for longer. One that does not answer must not hide
     * that the hub does, so its failure is what is seen, and nobody waits for it.
     *
     * @return where the pod stands, to be added to a sentence; empty without access to the cluster
     * @throws ConnectionException when the pods may not be read
     */
    String look() throws ConnectionException {
        if (pods == null) {
            return "";
        }
        if (budget.elapsed().compareTo(nextLook) >= 0) {
            nextLook = budget.elapsed().plus(pause);
            standing = "; " + read();
        }
        return standing;
    }

    private String read() throws ConnectionException {
        try {
            WorkloadPods.Look look = pods.look();
            trouble = PodTrouble.of(look.pods(), look.events(), ClockLead.dated(clock.instant(), look.asOf()));
            return PodTrouble.standing(look.pods()) + trouble.stream().findFirst().map(finding -> ": " + finding.code()).orElse("");
        } catch (ConnectionException e) {
            if (!e.passing()) {
                throw e;
            }
            if (e.retryAfter() != null && e.retryAfter().compareTo(pause) > 0) {
                nextLook = budget.elapsed().plus(e.retryAfter());
            }
            return e.getMessage();
        }
    }

    /** What was wrong at the last look; empty when nothing was. */
    List<Finding> trouble() {
        return trouble;
    }

    /** Whether the pod will never run as things are. */
    boolean hopeless() {
        return trouble.stream().anyMatch(Finding::permanent);
    }

    /** The hub serves, so what was wrong with its pod is over. */
    void forget() {
        trouble = List.of();
    }
}

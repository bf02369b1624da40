package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.nodes.Eligibility;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One node, with everything that its row and its own symptoms may depend on. Neither the time nor another node nor the caller's policy is among it,
 * which is why a {@link Standing} can be kept.
 */
final class Spot {
    final Site site;
    final Frame frame;
    final Past past;
    /** Null when it is only known by its pod. */
    final NodeFacts node;
    /** Null when there is none. */
    final PodFacts pod;
    /** Null when the node is not known. */
    final Eligibility eligibility;

    private final Optional<PullFailure> failure;

    private Spot(Site site, Frame frame, Past past) {
        this.site = site;
        this.frame = frame;
        this.past = past;
        this.node = site.node();
        this.pod = site.pod();
        this.eligibility = site.eligibility();
        this.failure = site.position().flatMap(at -> PullFailure.of(this, at.container()));
    }

    static Standing standing(Site site, Frame frame, Past past) {
        Spot spot = new Spot(site, frame, past);
        NodeProgress row = SiteRow.of(spot);
        List<Sign> symptoms = new ArrayList<>();
        SiteDetector.ALL.forEach(detector -> detector.look(spot, row, symptom -> symptoms.add(symptom.sign())));
        return new Standing(frame, past, row, List.copyOf(symptoms), spot.failure);
    }

    String name() {
        return site.name();
    }

    /** The node as evidence names it. */
    String ref() {
        return "Node " + name();
    }

    /** The pod's failed pull; empty when none has failed. */
    Optional<PullFailure> failure() {
        return failure;
    }

    /** Whether the wait is for this node, by the rule that holds; a lost node is decided by its row. Only for a node that is known. */
    boolean expected() {
        return switch (frame.rule()) {
            case DAEMONSET -> eligibility.eligible();
            case SCHEDULABLE_NODES -> !node.unschedulable();
        };
    }

    /** Whether it was counted earlier and has only stopped answering; nobody decided to leave it out. Only for a node that is known. */
    boolean lost() {
        return past.counted() && !node.ready() && !node.leaving() && !past.ready();
    }
}

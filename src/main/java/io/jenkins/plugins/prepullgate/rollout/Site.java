package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.nodes.Eligibility;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One node as a view shows it: its facts, its puller's pod, and the events about that pod. While these do not change, the views to come show the same
 * {@code Site}, so that what follows from them alone is worked out once for all waits. Used under the lock of its {@link SharedSight}.
 */
final class Site {
    private final String name;
    private final NameSet.Numbers numbers;
    private final int number;
    private final NodeFacts node;
    private final PodFacts pod;
    private final List<EventFacts> events;
    private final Eligibility eligibility;
    private final Optional<PullPosition> position;
    private final PodPulls pulls;
    private Standing standing;
    private PullTurn turn;
    private NodeProgress pullingOf;
    private NodeProgress pulling;
    private NodeProgress shownOf;
    private NodeProgress shown;

    /**
     * @param numbers by which names are remembered
     * @param node null when it is only known by its pod
     * @param pod null when there is none
     * @param events about the pod, oldest first
     * @param eligibility null when the node is not known, or no puller is
     */
    Site(String name, NameSet.Numbers numbers, NodeFacts node, PodFacts pod, List<EventFacts> events, Eligibility eligibility, PodTemplate template) {
        this.name = name;
        this.numbers = numbers;
        this.number = numbers.of(name);
        this.node = node;
        this.pod = pod;
        this.events = events;
        this.eligibility = eligibility;
        this.position = pod == null ? Optional.empty() : PullPosition.of(pod, template);
        this.pulls = pod == null ? PodPulls.NONE : PodPulls.of(pod, events, template);
    }

    String name() {
        return name;
    }

    /** The number of its name. */
    int number() {
        return number;
    }

    /** Whether its name is in the set; fast for a set by the same numbers. */
    boolean in(Set<String> names) {
        return names instanceof NameSet set ? set.contains(name, number, numbers) : names.contains(name);
    }

    /** Null when it is only known by its pod. */
    NodeFacts node() {
        return node;
    }

    /** The node's puller pod; null when there is none. */
    PodFacts pod() {
        return pod;
    }

    /** About the pod, oldest first. */
    List<EventFacts> events() {
        return events;
    }

    /** Null when the node is not known, or no puller is. */
    Eligibility eligibility() {
        return eligibility;
    }

    boolean eligible() {
        return eligibility != null && eligibility.eligible();
    }

    /** Where the pod is in its row of containers; empty without a pod, or when each has had its turn. */
    Optional<PullPosition> position() {
        return position;
    }

    /** What its pod tells of the times that pulls take. */
    PodPulls pulls() {
        return pulls;
    }

    /** How it stands in that frame and with that past. */
    Standing standing(Frame frame, Past past) {
        if (standing == null || !standing.frame().equals(frame) || !standing.past().equals(past)) {
            standing = Spot.standing(this, frame, past);
        }
        return standing;
    }

    /** The pull that its pod is at, in the node's queue; null when its pod is at none. */
    PullTurn turn(NodeQueue queue) {
        if (turn == null || turn.queue() != queue) {
            turn = position.map(at -> PullTurn.of(queue, pod, at)).orElse(null);
        }
        return turn;
    }

    /** The node's row with what is known of the pull that it is at. Most looks find the same as the one before, and hold one object. */
    NodeProgress pulling(NodeProgress row, String message, CurrentPull pull) {
        if (row != pullingOf || !pull.equals(pulling.pull()) || !message.equals(pulling.message())) {
            pullingOf = row;
            pulling = row.withPull(message, pull);
        }
        return pulling;
    }

    /**
     * The row as it is shown: the same object as long as it says the same, so that a thousand waits hold one.
     *
     * @param since its time by our clock; null when unknown
     * @param code the gravest finding about it; null when there is none
     * @param eta null where there is no ground for a number
     */
    NodeProgress shown(NodeProgress row, Instant since, FindingCode code, Duration eta) {
        if (row != shownOf || code != shown.code() || !Objects.equals(eta, shown.eta()) || !Objects.equals(since, shown.since())) {
            NodeProgress now = row.withJudgement(since, code, eta);
            shownOf = row;
            shown = now.equals(shown) ? shown : now;
        }
        return shown;
    }

    /** Whether it is made of these facts: of the same objects, and of equal events. */
    boolean shows(NodeFacts otherNode, PodFacts otherPod, List<EventFacts> otherEvents) {
        return node == otherNode && pod == otherPod && Objects.equals(events, otherEvents);
    }
}

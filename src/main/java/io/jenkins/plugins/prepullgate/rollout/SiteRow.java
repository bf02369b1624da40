package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.nodes.Eligibility;
import io.jenkins.plugins.prepullgate.nodes.NodeCondition;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.nodes.NodeRule;
import java.time.Instant;
import java.util.Optional;

/** Says of one node how far it is, and why it is or is not counted. */
final class SiteRow {
    private final Spot spot;

    private SiteRow(Spot spot) {
        this.spot = spot;
    }

    static NodeProgress of(Spot spot) {
        SiteRow row = new SiteRow(spot);
        return spot.node == null ? row.byPod(spot.name(), spot.pod, "") : row.of(spot.node);
    }

    private NodeProgress of(NodeFacts node) {
        Eligibility eligibility = spot.eligibility;
        PodFacts pod = spot.pod;
        if (spot.lost() && (pod == null || !pod.ready())) {
            return lost(node, pod, "it was counted and then stopped answering");
        }
        boolean oldRule = spot.frame.rule() == NodeRule.SCHEDULABLE_NODES;
        if (!spot.expected()) {
            return row(node.name(), NodeState.EXCLUDED, pod, oldRule ? "cordoned: this prepuller does not wait for it" : eligibility.why());
        }
        if (oldRule && !eligibility.eligible() && !node.ready()) {
            return lost(node, pod, "not cordoned, so this prepuller waits for it, but it does not answer");
        }
        if (oldRule && !eligibility.eligible()) {
            return row(node.name(), NodeState.FAILED, pod, "not cordoned, so this prepuller waits for it, but " + eligibility.why());
        }
        if (!node.ready() && spot.past.ready()) {
            return row(node.name(), NodeState.READY, pod, "had every image before it stopped answering" + reason(node));
        }
        return byPod(node.name(), pod, eligibility.why());
    }

    /** Lost since it stopped answering, and not since its pod was made. */
    private static NodeProgress lost(NodeFacts node, PodFacts pod, String why) {
        Instant since = node.condition("Ready").map(NodeCondition::since).orElse(pod == null ? null : pod.createdAt());
        return new NodeProgress(node.name(), NodeState.LOST, pod == null ? "" : pod.name(), 0, 0, "", since, why + reason(node), null);
    }

    private static String reason(NodeFacts node) {
        return node.condition("Ready").filter(c -> !c.message().isEmpty()).map(c -> ": " + Redaction.of(c.message())).orElse("");
    }

    private NodeProgress byPod(String node, PodFacts pod, String why) {
        if (pod == null && spot.frame.podsForbidden()) {
            return row(node, spot.frame.countedReady() ? NodeState.READY : NodeState.AWAITING_POD, null,
                    "by the controller's counters: pods may not be read");
        }
        if (pod == null) {
            return row(node, NodeState.AWAITING_POD, null, why);
        }
        if (pod.deletedAt() != null) {
            return row(node, NodeState.AWAITING_POD, pod, "its pod is being removed");
        }
        if (!spot.frame.current(pod)) {
            return row(node, NodeState.AWAITING_POD, pod, "its pod is of an older template");
        }
        if (pod.failed()) {
            return row(node, NodeState.FAILED, pod, pod.reason() + ": " + Redaction.of(pod.message()));
        }
        if (!pod.bound()) {
            String message = pod.condition("PodScheduled").map(c -> Redaction.of(c.message())).orElse("");
            return row(node, NodeState.UNSCHEDULED, pod, message);
        }
        int steps = spot.frame.plan().steps();
        if (pod.ready()) {
            return new NodeProgress(node, NodeState.READY, pod.name(), steps, steps, "", null, why, null);
        }
        Optional<PullPosition> position = spot.site.position();
        return position.isEmpty()
                ? new NodeProgress(node, NodeState.STARTING, pod.name(), steps, steps, "", pod.startedAt(), "every container has started", null)
                : at(node, pod, position.get());
    }

    private NodeProgress at(String node, PodFacts pod, PullPosition position) {
        ContainerFacts container = position.container();
        ContainerState state = container.state();
        Optional<PullFailure> failure = spot.failure();
        if (failure.isPresent()) {
            return row(node, NodeState.BACKING_OFF, pod, position, PullCauses.shortly(failure.get().cause()));
        }
        if (state.terminated() || state.waiting() && RunFailures.isRunFailure(state.reason())) {
            String exit = state.terminated() ? "exit code " + state.exitCode() : state.reason();
            return row(node, NodeState.FAILED, pod, position, exit + (state.message().isEmpty() ? "" : ": " + Redaction.of(state.message())));
        }
        if (state.started() || position.step() > 1 || pullingBegun(pod, container)) {
            return row(node, NodeState.PULLING, pod, position, "");
        }
        return row(node, NodeState.STARTING, pod, position, "its pod is being set up");
    }

    /** Waiting with PodInitializing covers both set-up and pulling; the sandbox condition or the event tells them apart. */
    private boolean pullingBegun(PodFacts pod, ContainerFacts container) {
        return pod.sandboxReady().orElse(false)
                || spot.site.events().stream().anyMatch(e -> e.reason().equals("Pulling") && e.container().equals(container.name()));
    }

    private static NodeProgress row(String node, NodeState state, PodFacts pod, String message) {
        Instant since = pod == null ? null : pod.createdAt();
        return new NodeProgress(node, state, pod == null ? "" : pod.name(), 0, 0, "", since, message, null);
    }

    private static NodeProgress row(String node, NodeState state, PodFacts pod, PullPosition p, String message) {
        return new NodeProgress(node, state, pod.name(), p.step(), p.steps(), p.container().image(), p.since(), message, null);
    }
}

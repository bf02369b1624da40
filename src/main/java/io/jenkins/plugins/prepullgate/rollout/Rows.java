package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.nodes.Eligibility;
import io.jenkins.plugins.prepullgate.nodes.NodeCondition;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.nodes.NodeRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Says of every node how far it is, and why it is or is not counted. */
final class Rows {
    private final Scene scene;

    private Rows(Scene scene) {
        this.scene = scene;
    }

    static List<NodeProgress> of(Scene scene) {
        Rows rows = new Rows(scene);
        List<NodeProgress> all = new ArrayList<>();
        if (scene.view.forbidden(Source.NODES)) {
            // Nodes may not be read: the pods tell which nodes there are.
            new TreeSet<>(scene.nodesWithPods()).forEach(node -> all.add(rows.byPod(node, scene.podOn(node), "")));
        }
        scene.nodes.values().forEach(node -> all.add(rows.of(node)));
        return all;
    }

    private NodeProgress of(NodeFacts node) {
        Eligibility eligibility = scene.eligibility.get(node.name());
        PodFacts pod = scene.podOn(node.name());
        if (scene.lost(node) && (pod == null || !pod.ready())) {
            return lost(node, pod, "it was counted and then stopped answering");
        }
        if (!scene.expected(node)) {
            String why = scene.rule == NodeRule.SCHEDULABLE_NODES ? "cordoned: this prepuller does not wait for it" : eligibility.why();
            return row(node.name(), NodeState.EXCLUDED, pod, why);
        }
        if (scene.rule == NodeRule.SCHEDULABLE_NODES && !eligibility.eligible() && !node.ready()) {
            return lost(node, pod, "not cordoned, so this prepuller waits for it, but it does not answer");
        }
        if (scene.rule == NodeRule.SCHEDULABLE_NODES && !eligibility.eligible()) {
            return row(node.name(), NodeState.FAILED, pod, "not cordoned, so this prepuller waits for it, but " + eligibility.why());
        }
        if (!node.ready() && scene.memory.everReady().contains(node.name())) {
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
        if (pod == null && scene.view.forbidden(Source.PODS)) {
            boolean done = scene.puller.observed() && scene.puller.status().ready() >= scene.puller.status().desired();
            return row(node, done ? NodeState.READY : NodeState.AWAITING_POD, null, "by the controller's counters: pods may not be read");
        }
        if (pod == null) {
            return row(node, NodeState.AWAITING_POD, null, why);
        }
        if (pod.deletedAt() != null) {
            return row(node, NodeState.AWAITING_POD, pod, "its pod is being removed");
        }
        if (!scene.current(pod)) {
            return row(node, NodeState.AWAITING_POD, pod, "its pod is of an older template");
        }
        if (pod.failed()) {
            return row(node, NodeState.FAILED, pod, pod.reason() + ": " + Redaction.of(pod.message()));
        }
        if (!pod.bound()) {
            String message = pod.condition("PodScheduled").map(c -> Redaction.of(c.message())).orElse("");
            return row(node, NodeState.UNSCHEDULED, pod, message);
        }
        int steps = scene.pullOrder.size();
        if (pod.ready()) {
            return new NodeProgress(node, NodeState.READY, pod.name(), steps, steps, "", null, why, null);
        }
        Optional<PullPosition> position = scene.positionOn(node);
        return position.isEmpty()
                ? new NodeProgress(node, NodeState.STARTING, pod.name(), steps, steps, "", pod.startedAt(), "every container has started", null)
                : at(node, pod, position.get());
    }

    private NodeProgress at(String node, PodFacts pod, PullPosition position) {
        ContainerFacts container = position.container();
        ContainerState state = container.state();
        Optional<PullFailure> failure = scene.failureOn(node);
        if (failure.isPresent()) {
            return row(node, NodeState.BACKING_OFF, pod, position, PullCauses.shortly(failure.get().cause()));
        }
        if (state.terminated() || state.waiting() && RunFailures.isRunFailure(state.reason())) {
            String exit = state.terminated() ? "exit code " + state.exitCode() : state.reason();
            return row(node, NodeState.FAILED, pod, position, exit + (state.message().isEmpty() ? "" : ": " + Redaction.of(state.message())));
        }
        if (state.started() || position.step() > 1 || pullingBegun(pod, container)) {
            return pulling(node, pod, position);
        }
        return row(node, NodeState.STARTING, pod, position, "its pod is being set up");
    }

    private NodeProgress pulling(String node, PodFacts pod, PullPosition position) {
        Forecast forecast = scene.forecast();
        String image = position.container().image();
        PullRecord ahead = scene.pullsBefore(node).stream().findFirst().orElse(null);
        CurrentPull pull = new CurrentPull(ahead == null ? "" : ahead.image(), forecast.bytes(image), forecast.rate(node));
        String message = ahead == null ? "" : "queued behind " + ahead.image() + " for " + scene.whose(ahead);
        return row(node, NodeState.PULLING, pod, position, message).withPull(pull);
    }

    /** Waiting with PodInitializing covers both set-up and pulling; the sandbox condition or the event tells them apart. */
    private boolean pullingBegun(PodFacts pod, ContainerFacts container) {
        return pod.sandboxReady().orElse(false)
                || scene.eventsAbout(pod.uid()).stream().anyMatch(e -> e.reason().equals("Pulling") && e.container().equals(container.name()));
    }

    private static NodeProgress row(String node, NodeState state, PodFacts pod, String message) {
        Instant since = pod == null ? null : pod.createdAt();
        return new NodeProgress(node, state, pod == null ? "" : pod.name(), 0, 0, "", since, message, null);
    }

    private static NodeProgress row(String node, NodeState state, PodFacts pod, PullPosition p, String message) {
        return new NodeProgress(node, state, pod.name(), p.step(), p.steps(), p.container().image(), p.since(), message, null);
    }
}

package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * One node's row.
 *
 * @param node its name
 * @param state how far it is
 * @param pod its puller pod; empty when there is none
 * @param step the image it is at, from 1; 0 when it is at none
 * @param steps how many images it has to pull
 * @param image the image it is at; empty when it is at none
 * @param since when it began with that image, or entered its state; null when unknown
 * @param message what the cluster says about it, or why it is or is not counted; never null
 * @param code the gravest finding about it; null when there is none
 * @param pull what is known of the image that is being pulled; never null
 * @param eta how long it will still take by the times that other nodes needed; null while there is no ground for a number
 */
public record NodeProgress(
        String node,
        NodeState state,
        String pod,
        int step,
        int steps,
        String image,
        Instant since,
        String message,
        FindingCode code,
        CurrentPull pull,
        Duration eta) {
    public NodeProgress {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(state, "state");
        pod = pod == null ? "" : pod;
        image = image == null ? "" : image;
        message = message == null ? "" : message;
        pull = pull == null ? CurrentPull.UNKNOWN : pull;
    }

    /** A row without an estimate. */
    public NodeProgress(
            String node, NodeState state, String pod, int step, int steps, String image, Instant since, String message, FindingCode code) {
        this(node, state, pod, step, steps, image, since, message, code, CurrentPull.UNKNOWN, null);
    }

    /** Whether the wait is for this node. */
    public boolean expected() {
        return state != NodeState.EXCLUDED;
    }

    /** Whether the wait is for this node, and goes on because of it. */
    public boolean missing() {
        return expected() && state != NodeState.READY;
    }

    NodeProgress withPull(String aboutIt, CurrentPull value) {
        return new NodeProgress(node, state, pod, step, steps, image, since, aboutIt, code, value, eta);
    }

    NodeProgress withJudgement(Instant begun, FindingCode gravest, Duration left) {
        return new NodeProgress(node, state, pod, step, steps, image, begun, message, gravest, pull, left);
    }
}

package io.jenkins.plugins.prepullgate.rollout;

import java.util.Objects;

/**
 * One container of a puller pod: what the kubelet said last, and what it said before.
 *
 * @param name never null
 * @param image the reference; may be empty
 * @param imageId filled once the image is on the node; may be empty
 * @param state never null
 * @param lastState before the last restart; never null
 * @param restartCount restarts so far
 * @param ready whether its readiness is given
 */
public record ContainerFacts(
        String name, String image, String imageId, ContainerState state, ContainerState lastState, int restartCount, boolean ready) {
    public ContainerFacts {
        Objects.requireNonNull(name, "name");
        image = image == null ? "" : Redaction.reference(image);
        imageId = imageId == null ? "" : imageId;
        Objects.requireNonNull(state, "state");
        lastState = lastState == null ? ContainerState.NONE : lastState;
    }

    /** Whether the image is on the node: pod status alone tells that, not events. */
    public boolean imagePresent() {
        return state.started() || lastState.started() || !imageId.isEmpty();
    }
}

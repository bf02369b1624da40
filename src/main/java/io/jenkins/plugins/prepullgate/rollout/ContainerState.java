package io.jenkins.plugins.prepullgate.rollout;

import java.time.Instant;
import java.util.Objects;

/**
 * The state of one container, as the kubelet reported it.
 *
 * @param phase which of the three; {@link Phase#NONE} when the kubelet has said nothing yet
 * @param reason of waiting or terminated; may be empty
 * @param message of waiting or terminated; may be empty
 * @param exitCode of terminated, otherwise 0
 * @param startedAt of running or terminated; null when unknown
 * @param finishedAt of terminated; null when unknown
 */
public record ContainerState(Phase phase, String reason, String message, int exitCode, Instant startedAt, Instant finishedAt) {
    /** What a container is doing. */
    public enum Phase {
        NONE,
        WAITING,
        RUNNING,
        TERMINATED
    }

    /** Nothing reported yet. */
    public static final ContainerState NONE = new ContainerState(Phase.NONE, "", "", 0, null, null);

    public ContainerState {
        Objects.requireNonNull(phase, "phase");
        reason = reason == null ? "" : reason;
        message = message == null ? "" : message;
    }

    public static ContainerState waiting(String reason, String message) {
        return new ContainerState(Phase.WAITING, reason, message, 0, null, null);
    }

    public static ContainerState running(Instant startedAt) {
        return new ContainerState(Phase.RUNNING, "", "", 0, startedAt, null);
    }

    public static ContainerState terminated(int exitCode, String reason, String message, Instant startedAt, Instant finishedAt) {
        return new ContainerState(Phase.TERMINATED, reason, message, exitCode, startedAt, finishedAt);
    }

    public boolean waiting() {
        return phase == Phase.WAITING;
    }

    public boolean terminated() {
        return phase == Phase.TERMINATED;
    }

    /** Whether it has run, and therefore its image is there. */
    public boolean started() {
        return phase == Phase.RUNNING || phase == Phase.TERMINATED;
    }

    public boolean succeeded() {
        return terminated() && exitCode == 0;
    }
}

package io.jenkins.plugins.prepullgate.rollout;

import java.time.Instant;

/**
 * One condition of a pod's status.
 *
 * @param type such as {@code PodScheduled}
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param reason may be empty
 * @param message may be empty
 * @param since its last transition; null when the pod does not say
 */
public record PodCondition(String type, String status, String reason, String message, Instant since) {
    public PodCondition {
        type = type == null ? "" : type;
        status = status == null ? "Unknown" : status;
        reason = reason == null ? "" : reason;
        message = message == null ? "" : message;
    }
}

package io.jenkins.plugins.prepullgate.nodes;

import java.time.Instant;

/**
 * One condition of a node's status.
 *
 * @param type such as {@code Ready}
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param reason may be empty
 * @param message may be empty
 * @param since its last transition; null when the node does not say
 */
public record NodeCondition(String type, String status, String reason, String message, Instant since) {
    public NodeCondition {
        type = type == null ? "" : type;
        status = status == null ? "Unknown" : status;
        reason = reason == null ? "" : reason;
        message = message == null ? "" : message;
    }
}

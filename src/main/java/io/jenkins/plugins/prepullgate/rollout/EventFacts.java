package io.jenkins.plugins.prepullgate.rollout;

import java.time.Instant;
import java.util.Objects;

/**
 * One event about the puller, one of its pods, or the pull of another pod in its namespace. Events are hints with a short life; they tell causes
 * earlier than the status does.
 *
 * @param uid the event's own
 * @param kind of the object it is about, such as {@code Pod}
 * @param name of that object
 * @param objectUid of that object; may be empty
 * @param fieldPath such as {@code spec.initContainers{image-pull-singleuser}}; may be empty
 * @param type {@code Normal} or {@code Warning}
 * @param reason such as {@code FailedCreate}
 * @param message never null
 * @param count how often it was repeated, at least 1
 * @param first its first occurrence; null when unknown
 * @param last its last occurrence; null when unknown
 * @param host the node whose kubelet tells it; empty when no kubelet does, or in recordings that did not keep it
 */
public record EventFacts(
        String uid,
        String kind,
        String name,
        String objectUid,
        String fieldPath,
        String type,
        String reason,
        String message,
        int count,
        Instant first,
        Instant last,
        String host) {
    private static final String FIELD = "{";

    public EventFacts {
        uid = uid == null ? "" : uid;
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        objectUid = objectUid == null ? "" : objectUid;
        fieldPath = fieldPath == null ? "" : fieldPath;
        type = type == null ? "" : type;
        reason = reason == null ? "" : reason;
        message = message == null ? "" : message;
        count = Math.max(1, count);
        host = host == null ? "" : host;
    }

    /** The container it is about; empty when it is about the whole object. */
    public String container() {
        int open = fieldPath.indexOf(FIELD);
        return open < 0 || !fieldPath.endsWith("}") ? "" : fieldPath.substring(open + 1, fieldPath.length() - 1);
    }

    public boolean about(String objectKind, String uid) {
        return kind.equals(objectKind) && !uid.isEmpty() && objectUid.equals(uid);
    }
}

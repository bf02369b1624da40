package io.jenkins.plugins.prepullgate.cluster;

import java.time.Duration;
import java.util.Objects;

/** A cluster that cannot be used. The message is one line that names the cluster and says what is wrong; it holds no secret. */
public final class ConnectionException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong, as far as callers treat it differently. */
    public enum Kind {
        /** What we were given to connect with is incomplete or malformed, or we refuse to use it. */
        CONFIGURATION,
        /** The name is unknown, nobody listens, or nobody answers in time. */
        UNREACHABLE,
        /** Somebody answers, but is not trusted. */
        TLS,
        /** The credentials are not accepted. */
        UNAUTHORIZED,
        /** The credentials are accepted and do not suffice. */
        FORBIDDEN,
        NO_SUCH_NAMESPACE,
        /** The server asks to come back later, or fails in itself. */
        UNAVAILABLE,
        /** Any other answer than the one expected. */
        REJECTED
    }

    private final Kind kind;
    private final Duration retryAfter;

    public ConnectionException(Kind kind, String message) {
        super(message);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.retryAfter = null;
    }

    public ConnectionException(Kind kind, String message, Throwable cause) {
        this(kind, message, cause, null);
    }

    /** @param retryAfter null when unknown */
    ConnectionException(Kind kind, String message, Throwable cause, Duration retryAfter) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    /** For how long the server asks to be left alone, as far as that is sensible; null when it does not say. */
    public Duration retryAfter() {
        return retryAfter;
    }

    /** Whether the API server answered and refused the caller. */
    public boolean refused() {
        return kind == Kind.UNAUTHORIZED || kind == Kind.FORBIDDEN;
    }

    /** Whether the same call may succeed a little later without anybody doing anything. */
    public boolean passing() {
        return kind == Kind.UNREACHABLE || kind == Kind.UNAVAILABLE;
    }
}

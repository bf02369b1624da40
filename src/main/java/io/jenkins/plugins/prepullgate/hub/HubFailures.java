package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.cluster.Causes;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import io.jenkins.plugins.prepullgate.rollout.Redaction;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Turns what goes wrong between us and a hub into one line for people and one kind for callers. */
final class HubFailures {
    private static final int TOO_MANY_REQUESTS = 429;

    private HubFailures() {}

    /** A request that got no answer. */
    static ConnectionException of(Throwable failure, HubTarget target) {
        String who = "hub " + target.displayName();
        if (Causes.find(failure, BoundedBody.TooLongException.class).isPresent()) {
            // Asked again it would be as long.
            return new ConnectionException(Kind.REJECTED, who + ": " + Causes.innermost(failure), failure);
        }
        if (Causes.find(failure, SSLException.class).isPresent()) {
            String remedy = "; give the certificate of the CA, and the name that the hub's certificate carries";
            return new ConnectionException(Kind.TLS, who + ": TLS fails: " + Causes.innermost(failure) + remedy, failure);
        }
        return new ConnectionException(Kind.UNREACHABLE, who + ": " + words(failure), failure);
    }

    /** A request that got another answer than the expected ones. */
    static ConnectionException of(HubAnswer answer, HubTarget target) {
        String who = "hub " + target.displayName() + ": ";
        String said = Redaction.of(answer.message());
        return switch (answer.status()) {
            case HttpURLConnection.HTTP_UNAUTHORIZED -> new ConnectionException(Kind.UNAUTHORIZED, who + "the token is not accepted (401)");
            // A hub from 2.0 on says with 403 what others say with 401.
            case HttpURLConnection.HTTP_FORBIDDEN -> said.contains("invalid credentials")
                    ? new ConnectionException(Kind.UNAUTHORIZED, who + "the token is not accepted (403)")
                    : new ConnectionException(Kind.FORBIDDEN, who + answer.request() + " is forbidden: " + (said.isEmpty() ? "403" : said));
            default -> new ConnectionException(
                    passing(answer.status()) ? Kind.UNAVAILABLE : Kind.REJECTED,
                    who + answer.request() + " is answered with " + answer.status() + (said.isEmpty() ? "" : ": " + said));
        };
    }

    /** Whether the hub, or the proxy before it, may answer otherwise a little later. */
    static boolean passing(int status) {
        return status == TOO_MANY_REQUESTS || status >= HttpURLConnection.HTTP_INTERNAL_ERROR;
    }

    /** Whether there was not even a connection, so that nothing is known about what lies behind it. */
    static boolean noConnection(Throwable failure) {
        return Causes.find(failure, ConnectException.class).isPresent() || Causes.find(failure, UnresolvedAddressException.class).isPresent();
    }

    /** A failure in a few words. */
    static String words(Throwable failure) {
        if (Causes.find(failure, UnresolvedAddressException.class).isPresent()) {
            return "the name cannot be resolved";
        }
        if (Causes.find(failure, ConnectException.class).isPresent()) {
            return "cannot be connected to";
        }
        if (Causes.find(failure, HttpTimeoutException.class).isPresent() || Causes.find(failure, TimeoutException.class).isPresent()) {
            return "does not answer in time";
        }
        String reason = Causes.innermost(failure);
        return Causes.find(failure, IOException.class).isPresent() ? "the connection breaks off: " + reason : reason;
    }
}

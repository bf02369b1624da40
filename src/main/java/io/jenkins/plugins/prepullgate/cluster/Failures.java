package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import io.jenkins.plugins.prepullgate.rollout.Redaction;
import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Turns what the client library throws into one line for people and one kind for callers. */
final class Failures {
    /** Whom the API server takes a caller without credentials for. */
    private static final String ANONYMOUS = "system:anonymous";

    private static final String NOBODY = "no credentials are given: no token, no client certificate";

    private Failures() {}

    static ConnectionException of(Throwable failure, ClusterTarget target) {
        String who = "cluster " + target.displayName();
        int code = code(failure);
        if (code > 0) {
            return answered(failure, code, who, target.credentials() instanceof Credentials.None);
        }
        if (Causes.find(failure, UnknownHostException.class).isPresent()) {
            return unreachable(who + ": the name " + target.host() + " cannot be resolved", failure);
        }
        Optional<? extends Throwable> untrusted = Causes.find(failure, CertificateException.class);
        if (untrusted.isPresent() || Causes.find(failure, SSLException.class).isPresent()) {
            return new ConnectionException(
                    Kind.TLS,
                    who + ": TLS fails: " + Causes.innermost(untrusted.isPresent() ? untrusted.get() : failure)
                            + "; give the cluster's CA certificate and the name that its certificate carries",
                    failure);
        }
        Optional<FileSystemException> token = Causes.find(failure, FileSystemException.class);
        if (token.isPresent()) {
            return unreachable(who + ": the token file " + token.get().getFile() + " cannot be read: " + FileFault.words(token.get()), failure);
        }
        if (Causes.find(failure, ConnectException.class).isPresent() || Causes.find(failure, NoRouteToHostException.class).isPresent()) {
            return unreachable(who + ": " + target.serverUrl() + " cannot be connected to: " + Causes.innermost(failure), failure);
        }
        if (Causes.find(failure, InterruptedIOException.class).isPresent() || Causes.find(failure, TimeoutException.class).isPresent()) {
            return unreachable(who + ": " + target.serverUrl() + " does not answer in time", failure);
        }
        if (Causes.find(failure, EOFException.class).isPresent() || Causes.find(failure, SocketException.class).isPresent()) {
            return unreachable(who + ": the connection to " + target.serverUrl() + " was cut in the middle of an answer", failure);
        }
        return unreachable(who + ": " + Causes.innermost(failure), failure);
    }

    /** Whether what we know is too old to continue from, so that everything must be read again. */
    static boolean gone(Throwable failure) {
        return code(failure) == HttpURLConnection.HTTP_GONE;
    }

    private static ConnectionException answered(Throwable failure, int code, String who, boolean nobody) {
        String said = Redaction.of(said(failure));
        return switch (code) {
            case HttpURLConnection.HTTP_UNAUTHORIZED -> new ConnectionException(
                    Kind.UNAUTHORIZED, who + ": " + (nobody ? NOBODY : "the credentials are not accepted") + " (401 Unauthorized)", failure);
            case HttpURLConnection.HTTP_FORBIDDEN -> new ConnectionException(
                    Kind.FORBIDDEN, who + ": " + said + (nobody && said.contains(ANONYMOUS) ? " (" + NOBODY + ")" : ""), failure);
            default -> unexpected(failure, code, who + ": the API server answers " + code + (said.isEmpty() ? "" : ": " + said));
        };
    }

    private static ConnectionException unexpected(Throwable failure, int code, String words) {
        if (!RetryAfter.busy(code)) {
            return new ConnectionException(Kind.REJECTED, words, failure);
        }
        int seconds = RetryAfter.seconds(answer(failure).getStatus());
        if (seconds == 0) {
            return new ConnectionException(Kind.UNAVAILABLE, words, failure);
        }
        Duration asked = Duration.ofSeconds(Math.min(seconds, RetryAfter.LONGEST.toSeconds()));
        return new ConnectionException(Kind.UNAVAILABLE, words + "; it asks to be left alone for " + seconds + " s", failure, asked);
    }

    private static ConnectionException unreachable(String message, Throwable cause) {
        return new ConnectionException(Kind.UNREACHABLE, message, cause);
    }

    /** The HTTP status of the answer; 0 when there was none. */
    static int code(Throwable failure) {
        return Causes.find(failure, KubernetesClientException.class, e -> e.getCode() > 0).map(KubernetesClientException::getCode).orElse(0);
    }

    private static KubernetesClientException answer(Throwable failure) {
        return Causes.find(failure, KubernetesClientException.class, e -> e.getCode() > 0).orElseThrow();
    }

    /** The API server's own words, without the client's "Failure executing: GET at …" in front. */
    private static String said(Throwable failure) {
        KubernetesClientException answer = answer(failure);
        String message = answer.getStatus() == null ? null : answer.getStatus().getMessage();
        if (message == null || message.isBlank()) {
            message = String.valueOf(answer.getMessage()).replaceFirst("^Failure executing: .*? Message: ", "");
        }
        return message.replaceFirst("\\.?\\s*$", "");
    }
}

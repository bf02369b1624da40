package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.Test;

public class FailuresTest {
    private static final ClusterTarget TARGET = ClusterTarget.of("https://api.test:6443", new Credentials.Token("t")).withName("prod");

    @Test
    public void eachWayToMissAServerIsOneLine() {
        assertFailure(new UnknownHostException("api.test"), Kind.UNREACHABLE, "cluster prod: the name api.test cannot be resolved");
        assertFailure(
                new ConnectException("Connection refused"),
                Kind.UNREACHABLE,
                "cluster prod: https://api.test:6443 cannot be connected to: Connection refused");
        assertFailure(new SocketTimeoutException("timeout"), Kind.UNREACHABLE, "cluster prod: https://api.test:6443 does not answer in time");
        assertFailure(new TimeoutException(), Kind.UNREACHABLE, "cluster prod: https://api.test:6443 does not answer in time");
        assertFailure(new IOException("unexpected end of stream"), Kind.UNREACHABLE, "cluster prod: unexpected end of stream");
        String cut = "cluster prod: the connection to https://api.test:6443 was cut in the middle of an answer";
        assertFailure(new IOException("unexpected end of stream", new EOFException("\\n not found: limit=0 content=…")), Kind.UNREACHABLE, cut);
        assertFailure(new SocketException("Connection reset"), Kind.UNREACHABLE, cut);
        assertFailure(new IOException(), Kind.UNREACHABLE, "cluster prod: IOException");
    }

    @Test
    public void anUntrustedServerIsNotAnUnreachableOne() {
        SSLHandshakeException handshake = new SSLHandshakeException("PKIX path building failed");
        handshake.initCause(new CertificateException("no", new CertPathValidatorException("unable to find valid certification path")));

        assertFailure(
                handshake,
                Kind.TLS,
                "cluster prod: TLS fails: unable to find valid certification path; "
                        + "give the cluster's CA certificate and the name that its certificate carries");
        assertThat(explain(new SSLException("Unsupported or unrecognized SSL message")).kind()).isEqualTo(Kind.TLS);
    }

    @Test
    public void theServersOwnWordsAreKept() {
        assertFailure(answer(401, "Unauthorized"), Kind.UNAUTHORIZED, "cluster prod: the credentials are not accepted (401 Unauthorized)");
        assertFailure(
                answer(403, "nodes is forbidden: User \"x\" cannot list resource \"nodes\""),
                Kind.FORBIDDEN,
                "cluster prod: nodes is forbidden: User \"x\" cannot list resource \"nodes\"");
        assertFailure(answer(404, "the server could not find the requested resource"), Kind.REJECTED,
                "cluster prod: the API server answers 404: the server could not find the requested resource");
        assertFailure(answer(429, "slow down"), Kind.UNAVAILABLE, "cluster prod: the API server answers 429: slow down");
        assertFailure(answer(503, null), Kind.UNAVAILABLE, "cluster prod: the API server answers 503: raw");
    }

    @Test
    public void whoGivesNoCredentialsIsTold() {
        ClusterTarget nobody = TARGET.withCredentials(new Credentials.None());
        assertThat(Failures.of(answer(401, "Unauthorized"), nobody))
                .hasMessage("cluster prod: no credentials are given: no token, no client certificate (401 Unauthorized)");
        assertThat(Failures.of(answer(403, "User \"system:anonymous\" cannot list"), nobody))
                .hasMessage("cluster prod: User \"system:anonymous\" cannot list (no credentials are given: no token, no client certificate)");
    }

    @Test
    public void aTokenFileThatIsGoneIsNamed() {
        Throwable gone = new UncheckedIOException("x", new NoSuchFileException("/run/token"));
        assertFailure(gone, Kind.UNREACHABLE, "cluster prod: the token file /run/token cannot be read: there is no such file");
    }

    @Test
    public void secretsInTheServersWordsAreNotRepeated() {
        String token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";

        assertThat(explain(answer(403, "cannot use Bearer " + token)).getMessage()).doesNotContain(token);
    }

    @Test
    public void wrappingDoesNotHideTheCause() {
        Exception deep = new CompletionException(new KubernetesClientException("x", new IOException("y", new UnknownHostException("api.test"))));

        assertThat(explain(deep).kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(Failures.gone(new CompletionException(answer(410, "too old resource version")))).isTrue();
        assertThat(Failures.gone(answer(404, "no"))).isFalse();
        assertThat(Failures.gone(new IOException())).isFalse();
    }

    @Test
    public void onlyWhatPassesByItselfIsWorthAnotherTry() {
        assertThat(explain(answer(503, "x")).passing()).isTrue();
        assertThat(explain(new ConnectException("x")).passing()).isTrue();
        assertThat(explain(answer(403, "x")).passing()).isFalse();
        assertThat(explain(new SSLException("x")).passing()).isFalse();
        assertThat(explain(answer(401, "x")).refused()).isTrue();
    }

    private static KubernetesClientException answer(int code, String message) {
        return new KubernetesClientException(
                "Failure executing: GET at: https://api.test:6443/x. Message: raw.",
                code,
                new StatusBuilder().withCode(code).withMessage(message).build());
    }

    private static ConnectionException explain(Throwable failure) {
        return Failures.of(failure, TARGET);
    }

    private static void assertFailure(Throwable failure, Kind kind, String message) {
        ConnectionException explained = explain(new RuntimeException("wrapped", failure));
        assertThat(explained.getMessage()).isEqualTo(message);
        assertThat(explained.kind()).isEqualTo(kind);
    }
}

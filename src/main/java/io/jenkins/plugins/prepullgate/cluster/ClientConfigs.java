package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The client library's configuration, made from a target alone. The library's own search through environment, system properties, kubeconfig files and
 * service-account mounts is switched off, and so are its retries, which would hide failures from us for many seconds.
 */
final class ClientConfigs {
    static final String CA = "CA certificate";

    private static final String USER_AGENT = "prepull-gate";

    private ClientConfigs() {}

    static Config of(ClusterTarget target, Tuning tuning) {
        ConfigBuilder builder = new ConfigBuilder(Config.empty())
                .withAutoConfigure(false)
                .withMasterUrl(target.serverUrl())
                .withNamespace(target.namespace())
                .withTrustCerts(target.insecure())
                .withDisableHostnameVerification(target.insecure())
                .withUserAgent(USER_AGENT)
                .withConnectionTimeout(Math.toIntExact(tuning.connect().toMillis()))
                .withRequestTimeout(Math.toIntExact(tuning.request().toMillis()))
                .withWebsocketPingInterval(tuning.ping().toMillis())
                // There is one request at a time, with long silences between: an HTTP/2 connection would only keep a thread and pings alive.
                .withHttp2Disable(true)
                .withRequestRetryBackoffLimit(0)
                .withWatchReconnectLimit(0);
        if (target.caPem() != null) {
            builder.withCaCertData(base64(Pem.certificates(CA, target.caPem())));
        }
        if (target.proxyUrl() != null) {
            builder.withHttpsProxy(target.proxyUrl()).withHttpProxy(target.proxyUrl());
        }
        if (target.credentials() instanceof Credentials.Token token) {
            builder.withOauthToken(token.token());
        } else if (target.credentials() instanceof Credentials.TokenFile file) {
            builder.withOauthTokenProvider(new TokenFiles(file.file()));
        } else if (target.credentials() instanceof Credentials.Certificate certificate) {
            builder.withClientCertData(base64(Pem.certificates("client certificate", certificate.certificatePem())))
                    .withClientKeyData(base64(certificate.keyPem()))
                    .withClientKeyAlgo(Pem.keyAlgorithm(certificate.keyPem()));
        } else if (target.credentials() instanceof Credentials.Password password) {
            builder.withUsername(password.username()).withPassword(password.password());
        }
        return builder.build();
    }

    private static String base64(String pem) {
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
    }
}

package io.jenkins.plugins.prepullgate.faults;

import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A real API server behind a {@link FaultyProxy}: the proxy speaks TLS to it, and passes the gate's token on. */
final class RealUpstream implements FaultyProxy.Upstream {
    private final URI server;
    private final SSLContext tls;

    RealUpstream(ClusterTarget target) throws GeneralSecurityException, IOException {
        server = URI.create(target.serverUrl());
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        byte[] pem = target.caPem().getBytes(StandardCharsets.UTF_8);
        trusted.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
    }

    @Override
    public Socket open() throws IOException {
        return tls.getSocketFactory().createSocket(server.getHost(), server.getPort());
    }
}

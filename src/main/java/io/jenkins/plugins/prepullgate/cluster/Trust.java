package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whose certificates are believed: where a cluster's CA is given, its alone, as kubectl does. The library adds it to all that the JVM trusts, so that any
 * of some 140 authorities of the Web could vouch for an API server.
 */
final class Trust {
    private Trust() {}

    /**
     * Takes out of the client what the library has put in too many.
     *
     * @param config with the client certificate, if there is one
     */
    static void limit(HttpClient.Builder http, ClusterTarget target, Config config) {
        if (target.caPem() == null || target.insecure()) {
            return;
        }
        try {
            http.sslContext(SSLUtils.keyManagers(config), in(target.caPem()));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static TrustManager[] in(String caPem) throws GeneralSecurityException, IOException {
        KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
        authorities.load(null, null);
        for (Certificate authority : Pem.read(ClientConfigs.CA, caPem)) {
            authorities.setCertificateEntry("authority-" + authorities.size(), authority);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        return trust.getTrustManagers();
    }
}

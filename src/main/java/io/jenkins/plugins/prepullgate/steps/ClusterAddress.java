package io.jenkins.plugins.prepullgate.steps;

import hudson.AbortException;
import hudson.Util;
import java.io.Serializable;

/**
 * How a step was told to reach a cluster. Holds no secret, so that it can be saved with the build: the credentials are looked up again after a
 * restart.
 */
final class ClusterAddress implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String PEM = "-----BEGIN CERTIFICATE-----";

    private final String credentialsId;
    private final String serverUrl;
    private final String caCertificate;
    private final String context;

    /** Each may be null or empty. */
    ClusterAddress(String credentialsId, String serverUrl, String caCertificate, String context) {
        this.credentialsId = Util.fixNull(credentialsId);
        this.serverUrl = Util.fixNull(serverUrl);
        this.caCertificate = Util.fixNull(caCertificate);
        this.context = Util.fixNull(context);
    }

    /** Empty for the controller's own service account. */
    String credentialsId() {
        return credentialsId;
    }

    /** Empty when the credentials say it. */
    String serverUrl() {
        return serverUrl;
    }

    /** PEM; empty when the credentials say it, or to trust what Java trusts. */
    String caCertificate() {
        return caCertificate;
    }

    /** Of a kubeconfig; empty for its current one. */
    String context() {
        return context;
    }

    /** @throws AbortException naming what is malformed */
    void check() throws AbortException {
        if (!serverUrl.isEmpty() && !serverUrl.matches("https?://\\S+")) {
            throw new AbortException("serverUrl: '" + serverUrl + "' must look like https://host:port");
        }
        if (!caCertificate.isEmpty() && !caCertificate.strip().startsWith(PEM)) {
            throw new AbortException("caCertificate: must be PEM, beginning with " + PEM);
        }
    }
}

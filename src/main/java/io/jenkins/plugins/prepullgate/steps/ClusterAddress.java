package io.jenkins.plugins.prepullgate.steps;

import hudson.AbortException;
import hudson.Util;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
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
    private String kubeconfig;

    /** Each may be null or empty. */
    ClusterAddress(String credentialsId, String serverUrl, String caCertificate, String context, String kubeconfig) {
        this.credentialsId = Util.fixNull(credentialsId);
        this.serverUrl = Util.fixNull(serverUrl);
        this.caCertificate = Util.fixNull(caCertificate);
        this.context = Util.fixNull(context);
        this.kubeconfig = Util.fixNull(kubeconfig);
    }

    /** Parameters that a build was saved without, by an older version, are empty. */
    private Object readResolve() {
        kubeconfig = Util.fixNull(kubeconfig);
        return this;
    }

    /** Empty to use a kubeconfig of the build, or the controller's own service account. */
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

    /** Which context of a kubeconfig; empty for its current one. */
    String context() {
        return context;
    }

    /** A file of the agent, relative to the step's directory; empty for none. */
    String kubeconfig() {
        return kubeconfig;
    }

    /** @throws AbortException naming what is malformed */
    void check() throws AbortException {
        if (!kubeconfig.isEmpty() && !credentialsId.isEmpty()) {
            throw new AbortException("kubeconfig: credentialsId is given too; each says all, so give one of them");
        }
        if (!serverUrl.isEmpty() && !serverUrl.matches("https?://\\S+")) {
            throw new AbortException("serverUrl: '" + serverUrl + "' must look like https://host:port");
        }
        if (!caCertificate.isEmpty() && !caCertificate.strip().startsWith(PEM)) {
            throw new AbortException("caCertificate: must be PEM, beginning with " + PEM);
        }
    }

    /**
     * The target of a kubeconfig, with what the step names in place of what the kubeconfig says. Whoever names a certificate authority wants
     * certificates to be checked, even if the kubeconfig does not.
     *
     * @throws ConnectionException naming the parameter that is malformed
     */
    ClusterTarget over(ClusterTarget written) throws ConnectionException {
        String server = serverUrl.isEmpty() ? written.serverUrl() : serverUrl;
        String ca = caCertificate.isEmpty() ? written.caPem() : caCertificate;
        boolean insecure = written.insecure() && caCertificate.isEmpty();
        try {
            return new ClusterTarget(written.name(), server, written.namespace(), ca, written.credentials(), insecure, written.proxyUrl());
        } catch (IllegalArgumentException e) {
            throw new ConnectionException(Kind.CONFIGURATION, "serverUrl: " + e.getMessage(), e);
        }
    }
}

package io.jenkins.plugins.prepullgate.steps;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import io.jenkins.plugins.prepullgate.hub.HubTarget;
import java.io.Serializable;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** How a step was told to reach a hub. Holds no secret: the token is looked up again after a restart. */
final class HubAddress implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String url;
    private final String credentialsId;
    private final String caCertificate;

    /** Each may be null or empty. */
    HubAddress(String url, String credentialsId, String caCertificate) {
        this.url = Util.fixNull(url).trim();
        this.credentialsId = Util.fixNull(credentialsId).trim();
        this.caCertificate = Util.fixNull(caCertificate).trim();
    }

    /**
     * @param urlName what the parameter of the address is called, for messages
     * @throws AbortException naming what is missing or malformed
     */
    void check(String urlName, String credentialsName) throws AbortException {
        try {
            HubTarget.of(url, "token", "");
        } catch (ConnectionException e) {
            throw new AbortException(urlName + ": " + e.getMessage());
        }
        if (credentialsId.isEmpty()) {
            throw new AbortException(credentialsName + ": is missing; name secret text that holds an API token of the hub");
        }
        new ClusterAddress(null, null, caCertificate, null, null).check();
    }

    String url() {
        return url;
    }

    /**
     * Looks the token up, as the build.
     *
     * @throws ConnectionException when it does not exist, or may not be used
     */
    HubTarget target(Run<?, ?> run) throws ConnectionException {
        List<DomainRequirement> there = URIRequirementBuilder.fromUri(url).build();
        StringCredentials found = CredentialsProvider.findCredentialById(credentialsId, StringCredentials.class, run, there);
        if (found == null) {
            String why = "credentials '" + credentialsId + "' do not exist as secret text, or may not be used by this job";
            throw new ConnectionException(Kind.CONFIGURATION, why);
        }
        CredentialsProvider.track(run, found);
        return HubTarget.of(url, found.getSecret().getPlainText(), caCertificate);
    }
}

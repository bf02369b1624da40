package io.jenkins.plugins.prepullgate.steps;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import io.jenkins.plugins.prepullgate.cluster.Kubeconfigs;
import io.jenkins.plugins.prepullgate.rollout.Redaction;
import java.util.List;
import jenkins.authentication.tokens.api.AuthenticationTokens;
import org.jenkinsci.plugins.kubernetes.auth.KubernetesAuth;
import org.jenkinsci.plugins.kubernetes.auth.KubernetesAuthConfig;
import org.jenkinsci.plugins.kubernetes.auth.KubernetesAuthException;
import org.jenkinsci.plugins.kubernetes.auth.impl.KubernetesAuthKubeconfig;

/**
 * Turns credentials into the target of a cluster. Every kind of Kubernetes credentials can write itself down as a kubeconfig, which is read as data
 * here: no program that it names is run.
 */
final class JenkinsCredentials {
    private JenkinsCredentials() {}

    /** The target of the credentials that the address names. May call the cluster, since some credentials are exchanged for a token there. */
    static ClusterTarget target(Run<?, ?> run, ClusterAddress address) throws ConnectionException {
        StandardCredentials credentials = CredentialsProvider.findCredentialById(
                address.credentialsId(),
                StandardCredentials.class,
                run,
                URIRequirementBuilder.fromUri(address.serverUrl()).build());
        if (credentials == null) {
            throw refused(address, "do not exist, or may not be used by this job", null);
        }
        CredentialsProvider.track(run, credentials);
        KubernetesAuth auth = AuthenticationTokens.convert(KubernetesAuth.class, credentials);
        if (auth == null) {
            String kinds = "secret text (a token), a secret file (a kubeconfig), a certificate, or a user name with password";
            throw refused(address, "are of no kind that Kubernetes accepts; use " + kinds, null);
        }
        return target(auth, address);
    }

    static ClusterTarget target(KubernetesAuth auth, ClusterAddress address) throws ConnectionException {
        if (auth instanceof KubernetesAuthKubeconfig whole) {
            String what = "the kubeconfig of credentials '" + address.credentialsId() + "'";
            return address.over(Kubeconfigs.parse(List.of(Util.fixNull(whole.getKubeconfig())), address.context(), what));
        }
        if (address.serverUrl().isEmpty()) {
            throw new ConnectionException(Kind.CONFIGURATION, "serverUrl is missing: credentials '" + address.credentialsId() + "' hold no address");
        }
        if (!address.context().isEmpty()) {
            throw new ConnectionException(
                    Kind.CONFIGURATION, "context: credentials '" + address.credentialsId() + "' hold no kubeconfig that could have one");
        }
        // The plugin gives its context the same name for every cluster, so the name says nothing.
        return Kubeconfigs.parse(writtenDown(auth, address), null).withName("");
    }

    private static String writtenDown(KubernetesAuth auth, ClusterAddress address) throws ConnectionException {
        try {
            return auth.buildKubeConfig(new KubernetesAuthConfig(address.serverUrl(), Util.fixEmpty(address.caCertificate()), false));
        } catch (KubernetesAuthException | JsonProcessingException e) {
            throw refused(address, "cannot be used: " + Redaction.of(e.getMessage()), e);
        }
    }

    private static ConnectionException refused(ClusterAddress address, String why, Exception cause) {
        return new ConnectionException(Kind.CONFIGURATION, "credentials '" + address.credentialsId() + "' " + why, cause);
    }
}

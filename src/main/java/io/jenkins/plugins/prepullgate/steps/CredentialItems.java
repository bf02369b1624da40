package io.jenkins.plugins.prepullgate.steps;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import jenkins.authentication.tokens.api.AuthenticationTokens;
import org.jenkinsci.plugins.kubernetes.auth.KubernetesAuth;
import org.springframework.security.core.Authentication;

/** The drop-down of credentials that Kubernetes can be reached with. */
final class CredentialItems {
    private CredentialItems() {}

    /**
     * @param item the job; null outside of any
     * @param current what is chosen now; all that somebody sees who may not configure the job
     */
    static ListBoxModel of(Item item, String serverUrl, String current) {
        StandardListBoxModel model = new StandardListBoxModel();
        if (!FormChecks.mayConfigure(item)) {
            return model.includeCurrentValue(Util.fixNull(current));
        }
        return model.includeEmptyValue()
                .includeMatchingAs(
                        authentication(item),
                        item,
                        StandardCredentials.class,
                        URIRequirementBuilder.fromUri(Util.fixNull(serverUrl)).build(),
                        AuthenticationTokens.matcher(KubernetesAuth.class))
                .includeCurrentValue(Util.fixNull(current));
    }

    /** As whom a build of the job looks its credentials up. */
    private static Authentication authentication(Item item) {
        return item instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : ACL.SYSTEM2;
    }
}

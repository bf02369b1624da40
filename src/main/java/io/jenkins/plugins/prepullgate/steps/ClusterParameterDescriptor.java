package io.jenkins.plugins.prepullgate.steps;

import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * The form of a cluster inside that of a step.
 *
 * @param <T> the parameter's own class
 */
public abstract class ClusterParameterDescriptor<T extends ClusterParameter<T>> extends Descriptor<T> {
    @POST
    public ListBoxModel doFillCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String serverUrl, @QueryParameter String credentialsId) {
        return CredentialItems.of(item, serverUrl, credentialsId);
    }

    @POST
    public FormValidation doCheckKubeconfig(@AncestorInPath Item item, @QueryParameter String value, @QueryParameter String credentialsId) {
        return FormChecks.kubeconfig(item, value, credentialsId);
    }

    @POST
    public FormValidation doCheckServerUrl(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.serverUrl(item, value);
    }

    @POST
    public FormValidation doCheckCaCertificate(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.certificate(item, value);
    }
}

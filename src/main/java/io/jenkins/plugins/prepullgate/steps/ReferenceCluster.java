package io.jenkins.plugins.prepullgate.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Another cluster, such as staging, that the audited one should be like. */
public final class ReferenceCluster implements Describable<ReferenceCluster> {
    private final String credentialsId;
    private String name;
    private String serverUrl;
    private String caCertificate;
    private String context;
    private String kubeconfig;

    @DataBoundConstructor
    public ReferenceCluster(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    public String getName() {
        return name;
    }

    /** @param value what messages call it */
    @DataBoundSetter
    public void setName(String value) {
        name = Util.fixEmptyAndTrim(value);
    }

    public String getServerUrl() {
        return serverUrl;
    }

    @DataBoundSetter
    public void setServerUrl(String value) {
        serverUrl = Util.fixEmptyAndTrim(value);
    }

    public String getCaCertificate() {
        return caCertificate;
    }

    @DataBoundSetter
    public void setCaCertificate(String value) {
        caCertificate = Util.fixEmptyAndTrim(value);
    }

    public String getContext() {
        return context;
    }

    @DataBoundSetter
    public void setContext(String value) {
        context = Util.fixEmptyAndTrim(value);
    }

    public String getKubeconfig() {
        return kubeconfig;
    }

    @DataBoundSetter
    public void setKubeconfig(String value) {
        kubeconfig = Util.fixEmptyAndTrim(value);
    }

    ClusterAddress address() {
        return new ClusterAddress(credentialsId, serverUrl, caCertificate, context, kubeconfig);
    }

    /** The form inside that of the step. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<ReferenceCluster> {
        @Override
        public String getDisplayName() {
            return Messages.ReferenceCluster_displayName();
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String serverUrl, @QueryParameter String credentialsId) {
            return CredentialItems.of(item, serverUrl, credentialsId);
        }

        @POST
        public FormValidation doCheckKubeconfig(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String credentialsId) {
            return FormChecks.forUser(item, () -> new ClusterAddress(credentialsId, null, null, null, value).check());
        }

        @POST
        public FormValidation doCheckServerUrl(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.forUser(item, () -> new ClusterAddress(null, value, null, null, null).check());
        }

        @POST
        public FormValidation doCheckCaCertificate(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.forUser(item, () -> new ClusterAddress(null, null, value, null, null).check());
        }
    }
}

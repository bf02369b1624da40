package io.jenkins.plugins.prepullgate.steps;

import hudson.Util;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that talks to a cluster: the parameters that say to which one, and as whom. */
public abstract class ClusterStep extends Step {
    private String credentialsId;
    private String serverUrl;
    private String caCertificate;
    private String context;
    private String kubeconfig;

    public final String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public final void setCredentialsId(String value) {
        credentialsId = Util.fixEmptyAndTrim(value);
    }

    public final String getServerUrl() {
        return serverUrl;
    }

    @DataBoundSetter
    public final void setServerUrl(String value) {
        serverUrl = Util.fixEmptyAndTrim(value);
    }

    public final String getCaCertificate() {
        return caCertificate;
    }

    @DataBoundSetter
    public final void setCaCertificate(String value) {
        caCertificate = Util.fixEmptyAndTrim(value);
    }

    public final String getContext() {
        return context;
    }

    @DataBoundSetter
    public final void setContext(String value) {
        context = Util.fixEmptyAndTrim(value);
    }

    public final String getKubeconfig() {
        return kubeconfig;
    }

    /** @param value path on the agent, relative to the step's directory */
    @DataBoundSetter
    public final void setKubeconfig(String value) {
        kubeconfig = Util.fixEmptyAndTrim(value);
    }

    final ClusterAddress address() {
        return new ClusterAddress(credentialsId, serverUrl, caCertificate, context, kubeconfig);
    }
}

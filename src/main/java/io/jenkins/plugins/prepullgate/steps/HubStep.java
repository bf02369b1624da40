package io.jenkins.plugins.prepullgate.steps;

import hudson.Util;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that talks to a JupyterHub: the parameters that say to which, and as whom. */
public abstract class HubStep extends Step {
    private final String hubUrl;
    private final String credentialsId;
    private String caCertificate;

    HubStep(String hubUrl, String credentialsId) {
        this.hubUrl = Util.fixNull(hubUrl).trim();
        this.credentialsId = Util.fixNull(credentialsId).trim();
    }

    public final String getHubUrl() {
        return hubUrl;
    }

    public final String getCredentialsId() {
        return credentialsId;
    }

    public final String getCaCertificate() {
        return caCertificate;
    }

    @DataBoundSetter
    public final void setCaCertificate(String value) {
        caCertificate = Util.fixEmptyAndTrim(value);
    }

    final HubAddress address() {
        return new HubAddress(hubUrl, credentialsId, caCertificate);
    }

    /** What is saved with the build. */
    abstract HubRequest request();

    @Override
    public final StepExecution start(StepContext context) {
        return new HubStepExecution(context, request());
    }
}

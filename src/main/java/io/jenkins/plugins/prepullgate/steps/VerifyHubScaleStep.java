package io.jenkins.plugins.prepullgate.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ListBoxModel;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code verifyHubScale}: whether a staging hub is large enough to show what production does. */
public final class VerifyHubScaleStep extends HubStep {
    static final String DEFAULT_MIN_RATIO = "0.8";
    static final String DEFAULT_MAX_STARTUP = "1m";

    private String productionUrl;
    private String productionCredentialsId;
    private String productionCaCertificate;
    private String minRatio = DEFAULT_MIN_RATIO;
    private String maxStartup = DEFAULT_MAX_STARTUP;
    private boolean failing = true;

    @DataBoundConstructor
    public VerifyHubScaleStep(String hubUrl, String credentialsId) {
        super(hubUrl, credentialsId);
    }

    public String getProductionUrl() {
        return productionUrl;
    }

    @DataBoundSetter
    public void setProductionUrl(String value) {
        productionUrl = Util.fixEmptyAndTrim(value);
    }

    public String getProductionCredentialsId() {
        return productionCredentialsId;
    }

    @DataBoundSetter
    public void setProductionCredentialsId(String value) {
        productionCredentialsId = Util.fixEmptyAndTrim(value);
    }

    public String getProductionCaCertificate() {
        return productionCaCertificate;
    }

    @DataBoundSetter
    public void setProductionCaCertificate(String value) {
        productionCaCertificate = Util.fixEmptyAndTrim(value);
    }

    public String getMinRatio() {
        return minRatio;
    }

    @DataBoundSetter
    public void setMinRatio(String value) {
        minRatio = Parameters.orDefault(value, DEFAULT_MIN_RATIO);
    }

    public String getMaxStartup() {
        return maxStartup;
    }

    @DataBoundSetter
    public void setMaxStartup(String value) {
        maxStartup = Parameters.orDefault(value, DEFAULT_MAX_STARTUP);
    }

    public boolean isFailing() {
        return failing;
    }

    @DataBoundSetter
    public void setFailing(boolean value) {
        failing = value;
    }

    @Override
    HubRequest request() {
        return new HubScaleRequest(this);
    }

    /** The form, and what Pipeline has to know. */
    @Extension
    public static final class DescriptorImpl extends HubStepDescriptor {
        @Override
        public String getFunctionName() {
            return "verifyHubScale";
        }

        @Override
        public String getDisplayName() {
            return Messages.VerifyHubScaleStep_displayName();
        }

        @POST
        public ListBoxModel doFillProductionCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String productionUrl, @QueryParameter String productionCredentialsId) {
            return tokens(item, productionUrl, productionCredentialsId);
        }

        public String getDefaultMinRatio() {
            return DEFAULT_MIN_RATIO;
        }

        public String getDefaultMaxStartup() {
            return DEFAULT_MAX_STARTUP;
        }
    }
}

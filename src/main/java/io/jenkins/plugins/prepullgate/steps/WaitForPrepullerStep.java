package io.jenkins.plugins.prepullgate.steps;

import hudson.Extension;
import hudson.Util;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code waitForPrepuller}: waits for an image prepuller, with a budget of its own. */
public final class WaitForPrepullerStep extends PatienceStep {
    static final String DEFAULT_PULLER = "hook";

    private String release;
    private String daemonSet;
    private String puller = DEFAULT_PULLER;
    private boolean upcoming;
    private String expect;
    private String appearWithin;
    private String checksum;
    private String helmTimeout;
    private String manifest;
    private String manifestFile;

    @DataBoundConstructor
    public WaitForPrepullerStep(String namespace) {
        super(namespace);
    }

    public String getRelease() {
        return release;
    }

    @DataBoundSetter
    public void setRelease(String value) {
        release = Util.fixEmptyAndTrim(value);
    }

    public String getDaemonSet() {
        return daemonSet;
    }

    @DataBoundSetter
    public void setDaemonSet(String value) {
        daemonSet = Util.fixEmptyAndTrim(value);
    }

    public String getPuller() {
        return puller;
    }

    @DataBoundSetter
    public void setPuller(String value) {
        puller = Parameters.orDefault(value, DEFAULT_PULLER);
    }

    public boolean isUpcoming() {
        return upcoming;
    }

    @DataBoundSetter
    public void setUpcoming(boolean value) {
        upcoming = value;
    }

    public String getExpect() {
        return expect;
    }

    @DataBoundSetter
    public void setExpect(String value) {
        expect = Util.fixEmptyAndTrim(value);
    }

    public String getAppearWithin() {
        return appearWithin;
    }

    @DataBoundSetter
    public void setAppearWithin(String value) {
        appearWithin = Util.fixEmptyAndTrim(value);
    }

    public String getChecksum() {
        return checksum;
    }

    @DataBoundSetter
    public void setChecksum(String value) {
        checksum = Util.fixEmptyAndTrim(value);
    }

    public String getHelmTimeout() {
        return helmTimeout;
    }

    @DataBoundSetter
    public void setHelmTimeout(String value) {
        helmTimeout = Util.fixEmptyAndTrim(value);
    }

    public String getManifest() {
        return manifest;
    }

    /** @param value YAML */
    @DataBoundSetter
    public void setManifest(String value) {
        manifest = Util.fixEmptyAndTrim(value);
    }

    public String getManifestFile() {
        return manifestFile;
    }

    @DataBoundSetter
    public void setManifestFile(String value) {
        manifestFile = Util.fixEmptyAndTrim(value);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new WaitForPrepullerExecution(context, new WaitRequest(this));
    }

    /** What Pipeline has to know. */
    @Extension
    public static final class DescriptorImpl extends WaitForm {
        @Override
        public String getFunctionName() {
            return "waitForPrepuller";
        }

        @Override
        public String getDisplayName() {
            return Messages.WaitForPrepullerStep_displayName();
        }

        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            return Parameters.shown(namedArgs, "namespace", "release", "daemonSet");
        }
    }
}

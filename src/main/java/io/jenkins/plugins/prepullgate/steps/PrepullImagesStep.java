package io.jenkins.plugins.prepullgate.steps;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.prepullgate.cluster.PullerOptions;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code prepullImages}: pulls images onto every node with a puller of its own, before helm starts. */
public final class PrepullImagesStep extends PatienceStep {
    private List<String> images = List.of();
    private String manifest;
    private String manifestFile;
    private String puller;
    private List<String> tolerations = List.of();
    private List<String> nodeSelector = List.of();
    private List<String> pullSecrets = List.of();
    private String serviceAccount;
    private String priorityClass;
    private String requests = PullerOptions.DEFAULT_REQUESTS;
    private String limits = PullerOptions.DEFAULT_LIMITS;
    private String helperImage = PullerOptions.DEFAULT_HELPER;
    private boolean keep;
    private String release;

    @DataBoundConstructor
    public PrepullImagesStep(String namespace) {
        super(namespace);
    }

    public List<String> getImages() {
        return images;
    }

    @DataBoundSetter
    public void setImages(List<String> value) {
        images = Parameters.entries(value);
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

    public String getPuller() {
        return puller;
    }

    @DataBoundSetter
    public void setPuller(String value) {
        puller = Util.fixEmptyAndTrim(value);
    }

    public List<String> getTolerations() {
        return tolerations;
    }

    /** @param value entries like {@code dedicated=gpu:NoSchedule}; null for none */
    @DataBoundSetter
    public void setTolerations(List<String> value) {
        tolerations = Parameters.entries(value);
    }

    public List<String> getNodeSelector() {
        return nodeSelector;
    }

    /** @param value entries like {@code pool=user}; null for none */
    @DataBoundSetter
    public void setNodeSelector(List<String> value) {
        nodeSelector = Parameters.entries(value);
    }

    public List<String> getPullSecrets() {
        return pullSecrets;
    }

    @DataBoundSetter
    public void setPullSecrets(List<String> value) {
        pullSecrets = Parameters.entries(value);
    }

    public String getServiceAccount() {
        return serviceAccount;
    }

    @DataBoundSetter
    public void setServiceAccount(String value) {
        serviceAccount = Util.fixEmptyAndTrim(value);
    }

    public String getPriorityClass() {
        return priorityClass;
    }

    @DataBoundSetter
    public void setPriorityClass(String value) {
        priorityClass = Util.fixEmptyAndTrim(value);
    }

    public String getRequests() {
        return requests;
    }

    @DataBoundSetter
    public void setRequests(String value) {
        requests = Parameters.orDefault(value, PullerOptions.DEFAULT_REQUESTS);
    }

    public String getLimits() {
        return limits;
    }

    @DataBoundSetter
    public void setLimits(String value) {
        limits = Parameters.orDefault(value, PullerOptions.DEFAULT_LIMITS);
    }

    public String getHelperImage() {
        return helperImage;
    }

    @DataBoundSetter
    public void setHelperImage(String value) {
        helperImage = Parameters.orDefault(value, PullerOptions.DEFAULT_HELPER);
    }

    public boolean isKeep() {
        return keep;
    }

    @DataBoundSetter
    public void setKeep(boolean value) {
        keep = value;
    }

    public String getRelease() {
        return release;
    }

    @DataBoundSetter
    public void setRelease(String value) {
        release = Util.fixEmptyAndTrim(value);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new PrepullImagesExecution(context, new PrepullRequest(this));
    }

    /** What Pipeline has to know. */
    @Extension
    public static final class DescriptorImpl extends PrepullForm {
        @Override
        public String getFunctionName() {
            return "prepullImages";
        }

        @Override
        public String getDisplayName() {
            return Messages.PrepullImagesStep_displayName();
        }

        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            return Parameters.shown(namedArgs, "namespace", "images", "manifestFile");
        }
    }
}

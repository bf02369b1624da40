package io.jenkins.plugins.prepullgate.steps;

import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.prepullgate.cluster.PullerOptions;
import java.util.List;
import java.util.stream.Stream;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of {@link PrepullImagesStep}: the checks that the step itself makes. */
public abstract class PrepullForm extends PatienceForm {
    @Override
    List<String> lists() {
        return Stream.concat(super.lists().stream(), Stream.of("images", "tolerations", "nodeSelector", "pullSecrets")).toList();
    }

    @POST
    public FormValidation doCheckImages(@AncestorInPath Item item, @QueryParameter String value) {
        List<String> images = entries(value);
        return images.isEmpty() ? FormValidation.ok() : FormChecks.forUser(item, () -> PullerOptions.images("images", images));
    }

    @POST
    public FormValidation doCheckTolerations(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.forUser(item, () -> PullerOptions.tolerations("tolerations", entries(value)));
    }

    @POST
    public FormValidation doCheckNodeSelector(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.forUser(item, () -> PullerOptions.labels("nodeSelector", entries(value)));
    }

    @POST
    public FormValidation doCheckPullSecrets(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.forUser(item, () -> PullerOptions.names("pullSecrets", entries(value)));
    }

    @POST
    public FormValidation doCheckServiceAccount(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.forUser(item, () -> Parameters.objectName("serviceAccount", Util.fixEmptyAndTrim(value)));
    }

    @POST
    public FormValidation doCheckPriorityClass(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.forUser(item, () -> Parameters.objectName("priorityClass", Util.fixEmptyAndTrim(value)));
    }

    @POST
    public FormValidation doCheckRequests(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.forUser(item, () -> PullerOptions.resources("requests", Util.fixNull(value)));
    }

    @POST
    public FormValidation doCheckLimits(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.forUser(item, () -> PullerOptions.resources("limits", Util.fixNull(value)));
    }

    @POST
    public FormValidation doCheckHelperImage(@AncestorInPath Item item, @QueryParameter String value) {
        String image = Parameters.orDefault(value, PullerOptions.DEFAULT_HELPER);
        return FormChecks.forUser(item, () -> PullerOptions.image("helperImage", image));
    }

    @POST
    public FormValidation doCheckRelease(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.forUser(item, () -> Parameters.objectName("release", Util.fixEmptyAndTrim(value)));
    }

    public String getDefaultRequests() {
        return PullerOptions.DEFAULT_REQUESTS;
    }

    public String getDefaultLimits() {
        return PullerOptions.DEFAULT_LIMITS;
    }

    public String getDefaultHelperImage() {
        return PullerOptions.DEFAULT_HELPER;
    }
}

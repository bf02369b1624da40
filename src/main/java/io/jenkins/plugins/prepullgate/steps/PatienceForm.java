package io.jenkins.plugins.prepullgate.steps;

import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.prepullgate.cluster.PullerOptions;
import io.jenkins.plugins.prepullgate.gate.Choices;
import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.gate.Overrides;
import io.jenkins.plugins.prepullgate.rollout.FailFast;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import java.util.Arrays;
import java.util.List;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The form of {@link PatienceStep}: what may be chosen, and the checks that the step itself makes. */
public abstract class PatienceForm extends ClusterStepDescriptor {
    @POST
    public ListBoxModel doFillFailFastItems() {
        return FormChecks.choices(Arrays.stream(FailFast.values()).map(FailFast::parameter));
    }

    @POST
    public FormValidation doCheckNamespace(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.forUser(item, () -> Parameters.checkNamespace(Util.fixEmptyAndTrim(value)));
    }

    @POST
    public FormValidation doCheckTolerate(@AncestorInPath Item item, @QueryParameter String value) {
        String text = Parameters.orDefault(value, PatienceStep.DEFAULT_TOLERATE);
        return FormChecks.forUser(item, () -> Choices.tolerance("tolerate", text));
    }

    @POST
    public FormValidation doCheckBudget(@AncestorInPath Item item, @QueryParameter String value) {
        String text = Parameters.orDefault(value, PatienceStep.DEFAULT_BUDGET);
        return FormChecks.forUser(item, () -> Durations.parse("budget", text));
    }

    @POST
    public FormValidation doCheckHeartbeat(@AncestorInPath Item item, @QueryParameter String value) {
        String text = Parameters.orDefault(value, PatienceStep.DEFAULT_HEARTBEAT);
        return FormChecks.forUser(item, () -> Durations.parse("heartbeat", text));
    }

    @POST
    public FormValidation doCheckStallAfter(@AncestorInPath Item item, @QueryParameter String value) {
        return optionalDuration(item, "stallAfter", value);
    }

    @POST
    public FormValidation doCheckApiOutage(@AncestorInPath Item item, @QueryParameter String value) {
        String text = Parameters.orDefault(value, PatienceStep.DEFAULT_API_OUTAGE);
        return FormChecks.forUser(item, () -> Durations.parse("apiOutage", text));
    }

    @POST
    public FormValidation doCheckOverrides(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.forUser(item, () -> entries(value).forEach(entry -> Overrides.withClass(Policy.DEFAULT, "overrides", entry)));
    }

    @POST
    public FormValidation doCheckProbation(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.forUser(item, () -> entries(value).forEach(entry -> Overrides.withProbation(Policy.DEFAULT, "probation", entry)));
    }

    @POST
    public FormValidation doCheckUserPullSecrets(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.forUser(item, () -> PullerOptions.names("userPullSecrets", entries(value)));
    }

    @POST
    public FormValidation doCheckUserServiceAccount(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.forUser(item, () -> PullerOptions.names("userServiceAccount", entries(value)));
    }

    /** A list, as the form shows it. */
    public String lines(List<String> entries) {
        return String.join("\n", entries);
    }

    /** The parameters that are lists. */
    List<String> lists() {
        return List.of("overrides", "probation", "userPullSecrets");
    }

    /** In the form a list is a field with an entry on each line. */
    @Override
    public Step newInstance(StaplerRequest2 request, JSONObject formData) throws FormException {
        for (String field : lists()) {
            if (formData.opt(field) instanceof String lines) {
                formData.put(field, JSONArray.fromObject(entries(lines)));
            }
        }
        return super.newInstance(request, formData);
    }

    static List<String> entries(String lines) {
        return Util.fixNull(lines).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    static FormValidation optionalDuration(Item item, String parameter, String value) {
        return Util.fixEmptyAndTrim(value) == null ? FormValidation.ok() : FormChecks.forUser(item, () -> Durations.parse(parameter, value));
    }

    public String getDefaultBudget() {
        return PatienceStep.DEFAULT_BUDGET;
    }

    public String getDefaultFailFast() {
        return PatienceStep.DEFAULT_FAIL_FAST;
    }

    public String getDefaultTolerate() {
        return PatienceStep.DEFAULT_TOLERATE;
    }

    public String getDefaultApiOutage() {
        return PatienceStep.DEFAULT_API_OUTAGE;
    }

    public String getDefaultHeartbeat() {
        return PatienceStep.DEFAULT_HEARTBEAT;
    }
}

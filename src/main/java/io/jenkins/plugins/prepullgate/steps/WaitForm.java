package io.jenkins.plugins.prepullgate.steps;

import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.prepullgate.nodes.NodeRule;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import java.util.Arrays;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of {@link WaitForPrepullerStep}: what may be chosen, and the checks that the step itself makes. */
public abstract class WaitForm extends PatienceForm {
    @POST
    public ListBoxModel doFillPullerItems() {
        return FormChecks.choices(Arrays.stream(PullerQuery.Kind.values()).map(PullerQuery.Kind::parameter));
    }

    @POST
    public ListBoxModel doFillExpectItems() {
        ListBoxModel model = new ListBoxModel();
        model.add(Messages.WaitForPrepullerStep_expectByPuller(), "");
        model.addAll(FormChecks.choices(Arrays.stream(NodeRule.values()).map(NodeRule::parameter)));
        return model;
    }

    @POST
    public FormValidation doCheckAppearWithin(@AncestorInPath Item item, @QueryParameter String value) {
        return optionalDuration(item, "appearWithin", value);
    }

    @POST
    public FormValidation doCheckHelmTimeout(@AncestorInPath Item item, @QueryParameter String value) {
        return optionalDuration(item, "helmTimeout", value);
    }
}

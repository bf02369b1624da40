package io.jenkins.plugins.prepullgate.steps;

import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.prepullgate.gate.Durations;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the forms of the hub's steps share. */
public abstract class HubStepDescriptor extends StepDescriptor {
    @Override
    public final Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, FlowNode.class);
    }

    @Override
    public final String argumentsToString(Map<String, Object> namedArgs) {
        Object url = namedArgs.get("hubUrl");
        return url == null ? null : url.toString();
    }

    @POST
    public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String hubUrl, @QueryParameter String credentialsId) {
        return tokens(item, hubUrl, credentialsId);
    }

    /** Secret text that a build of the job may use. */
    static ListBoxModel tokens(Item item, String url, String current) {
        StandardListBoxModel model = new StandardListBoxModel();
        if (FormChecks.mayConfigure(item)) {
            model.includeEmptyValue();
            model.includeAs(ACL.SYSTEM2, item, StringCredentials.class, URIRequirementBuilder.fromUri(Util.fixNull(url)).build());
        }
        return model.includeCurrentValue(Util.fixNull(current));
    }

    @POST
    public FormValidation doCheckHubUrl(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.forUser(item, () -> new HubAddress(value, "any", null).check("hubUrl", "credentialsId"));
    }

    @POST
    public FormValidation doCheckCaCertificate(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.certificate(item, value);
    }

    @POST
    public FormValidation doCheckBudget(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.forUser(item, () -> Durations.parse("budget", value));
    }
}

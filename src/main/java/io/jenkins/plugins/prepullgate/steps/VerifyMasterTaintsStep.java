package io.jenkins.plugins.prepullgate.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.prepullgate.rollout.AuditPolicy;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code verifyMasterTaints}: audits the control-plane nodes of a cluster, and compares them with another's. */
public final class VerifyMasterTaintsStep extends ClusterStep {
    static final String FAIL = "fail";
    static final String WARN = "warn";
    static final String DEFAULT_REQUIRE = "tainted";

    private String namespace;
    private String release;
    private String require = DEFAULT_REQUIRE;
    private String onFinding = FAIL;
    private ReferenceCluster reference;

    @DataBoundConstructor
    public VerifyMasterTaintsStep() {
        // Everything is optional.
    }

    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(String value) {
        namespace = Util.fixEmptyAndTrim(value);
    }

    public String getRelease() {
        return release;
    }

    @DataBoundSetter
    public void setRelease(String value) {
        release = Util.fixEmptyAndTrim(value);
    }

    public String getRequire() {
        return require;
    }

    @DataBoundSetter
    public void setRequire(String value) {
        require = Parameters.orDefault(value, DEFAULT_REQUIRE);
    }

    public String getOnFinding() {
        return onFinding;
    }

    @DataBoundSetter
    public void setOnFinding(String value) {
        onFinding = Parameters.orDefault(value, FAIL);
    }

    public ReferenceCluster getReference() {
        return reference;
    }

    /** @param value null to compare with nothing */
    @DataBoundSetter
    public void setReference(ReferenceCluster value) {
        reference = value;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new VerifyMasterTaintsExecution(context, new AuditRequest(this));
    }

    /** The form, and what Pipeline has to know. */
    @Extension
    public static final class DescriptorImpl extends ClusterStepDescriptor {
        @Override
        public String getFunctionName() {
            return "verifyMasterTaints";
        }

        @Override
        public String getDisplayName() {
            return Messages.VerifyMasterTaintsStep_displayName();
        }

        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            return Stream.of("serverUrl", "context", "credentialsId", "kubeconfig")
                    .map(namedArgs::get)
                    .filter(Objects::nonNull)
                    .map(Object::toString)
                    .findFirst()
                    .orElse(null);
        }

        @POST
        public FormValidation doCheckNamespace(@AncestorInPath Item item, @QueryParameter String value) {
            String text = Util.fixEmptyAndTrim(value);
            return text == null ? FormValidation.ok() : FormChecks.forUser(item, () -> Parameters.checkNamespace(text));
        }

        @POST
        public FormValidation doCheckRelease(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.forUser(item, () -> Parameters.objectName("release", Util.fixEmptyAndTrim(value)));
        }

        @POST
        public ListBoxModel doFillRequireItems() {
            return FormChecks.choices(Arrays.stream(AuditPolicy.Demand.values()).map(AuditPolicy.Demand::parameter));
        }

        @POST
        public ListBoxModel doFillOnFindingItems() {
            return FormChecks.choices(Stream.of(FAIL, WARN));
        }
    }
}

package io.jenkins.plugins.prepullgate.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.prepullgate.cluster.WorkloadPods;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The cluster in which a hub runs: where its pod is. */
public final class HubCluster extends ClusterParameter<HubCluster> {
    private final String namespace;
    private String selector = WorkloadPods.HUB;

    @DataBoundConstructor
    public HubCluster(String namespace) {
        this.namespace = Util.fixNull(namespace).trim();
    }

    public String getNamespace() {
        return namespace;
    }

    public String getSelector() {
        return selector;
    }

    /** @param value labels of the hub's pod; empty for those of Zero to JupyterHub */
    @DataBoundSetter
    public void setSelector(String value) {
        selector = Parameters.orDefault(value, WorkloadPods.HUB);
    }

    /** The form inside that of the step. */
    @Extension
    public static final class DescriptorImpl extends ClusterParameterDescriptor<HubCluster> {
        @Override
        public String getDisplayName() {
            return Messages.HubCluster_displayName();
        }

        @POST
        public FormValidation doCheckNamespace(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.forUser(item, () -> Parameters.checkNamespace(Util.fixEmptyAndTrim(value)));
        }

        public String getDefaultSelector() {
            return WorkloadPods.HUB;
        }
    }
}

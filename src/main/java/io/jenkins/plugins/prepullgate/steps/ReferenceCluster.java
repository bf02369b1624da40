package io.jenkins.plugins.prepullgate.steps;

import hudson.Extension;
import hudson.Util;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Another cluster, such as staging, with which the audited one is compared. */
public final class ReferenceCluster extends ClusterParameter<ReferenceCluster> {
    private String name;

    @DataBoundConstructor
    public ReferenceCluster() {
        // Everything is optional.
    }

    public String getName() {
        return name;
    }

    /** @param value what messages call it */
    @DataBoundSetter
    public void setName(String value) {
        name = Util.fixEmptyAndTrim(value);
    }

    /** The form inside that of the step. */
    @Extension
    public static final class DescriptorImpl extends ClusterParameterDescriptor<ReferenceCluster> {
        @Override
        public String getDisplayName() {
            return Messages.ReferenceCluster_displayName();
        }
    }
}

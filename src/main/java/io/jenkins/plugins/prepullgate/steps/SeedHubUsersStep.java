package io.jenkins.plugins.prepullgate.steps;

import hudson.Extension;
import hudson.Util;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code seedHubUsers}: gives a staging hub as many users as production has, or takes them away again. */
public final class SeedHubUsersStep extends HubChangingStep {
    static final String DEFAULT_SERVERS = "0";
    static final String DEFAULT_PREFIX = "prepull-seed-";

    private int users;
    private String servers = DEFAULT_SERVERS;
    private String prefix = DEFAULT_PREFIX;
    private boolean remove;
    private String evenProduction;

    @DataBoundConstructor
    public SeedHubUsersStep(String hubUrl, String credentialsId) {
        super(hubUrl, credentialsId);
    }

    public int getUsers() {
        return users;
    }

    @DataBoundSetter
    public void setUsers(int value) {
        users = value;
    }

    public String getServers() {
        return servers;
    }

    @DataBoundSetter
    public void setServers(String value) {
        servers = Parameters.orDefault(value, DEFAULT_SERVERS);
    }

    public String getPrefix() {
        return prefix;
    }

    @DataBoundSetter
    public void setPrefix(String value) {
        prefix = Parameters.orDefault(value, DEFAULT_PREFIX);
    }

    public boolean isRemove() {
        return remove;
    }

    @DataBoundSetter
    public void setRemove(boolean value) {
        remove = value;
    }

    public String getEvenProduction() {
        return evenProduction;
    }

    @DataBoundSetter
    public void setEvenProduction(String value) {
        evenProduction = Util.fixEmptyAndTrim(value);
    }

    @Override
    HubRequest request() {
        return new HubSeedRequest(this);
    }

    /** The form, and what Pipeline has to know. */
    @Extension
    public static final class DescriptorImpl extends HubStepDescriptor {
        @Override
        public String getFunctionName() {
            return "seedHubUsers";
        }

        @Override
        public String getDisplayName() {
            return Messages.SeedHubUsersStep_displayName();
        }

        public String getDefaultServers() {
            return DEFAULT_SERVERS;
        }

        public String getDefaultPrefix() {
            return DEFAULT_PREFIX;
        }

        public String getDefaultBudget() {
            return DEFAULT_BUDGET;
        }
    }
}

package io.jenkins.plugins.prepullgate.steps;

import hudson.Extension;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code pruneHubUsers}: deletes users of a hub who have not been seen for long, after a backup. */
public final class PruneHubUsersStep extends HubChangingStep {
    static final String DEFAULT_INACTIVE_SINCE = "180d";
    static final String DEFAULT_BACKUP = "hub-users.json";
    /** No limit. */
    static final int DEFAULT_AT_MOST = Integer.MAX_VALUE;

    private String inactiveSince = DEFAULT_INACTIVE_SINCE;
    private boolean delete;
    private String backup = DEFAULT_BACKUP;
    private int atMost = DEFAULT_AT_MOST;

    @DataBoundConstructor
    public PruneHubUsersStep(String hubUrl, String credentialsId) {
        super(hubUrl, credentialsId);
    }

    public String getInactiveSince() {
        return inactiveSince;
    }

    @DataBoundSetter
    public void setInactiveSince(String value) {
        inactiveSince = Parameters.orDefault(value, DEFAULT_INACTIVE_SINCE);
    }

    public boolean isDelete() {
        return delete;
    }

    @DataBoundSetter
    public void setDelete(boolean value) {
        delete = value;
    }

    public String getBackup() {
        return backup;
    }

    @DataBoundSetter
    public void setBackup(String value) {
        backup = Parameters.orDefault(value, DEFAULT_BACKUP);
    }

    public int getAtMost() {
        return atMost;
    }

    @DataBoundSetter
    public void setAtMost(int value) {
        atMost = value;
    }

    @Override
    HubRequest request() {
        return new HubPruneRequest(this);
    }

    /** The form, and what Pipeline has to know. */
    @Extension
    public static final class DescriptorImpl extends HubStepDescriptor {
        @Override
        public String getFunctionName() {
            return "pruneHubUsers";
        }

        @Override
        public String getDisplayName() {
            return Messages.PruneHubUsersStep_displayName();
        }

        public String getDefaultInactiveSince() {
            return DEFAULT_INACTIVE_SINCE;
        }

        public String getDefaultBackup() {
            return DEFAULT_BACKUP;
        }

        public int getDefaultAtMost() {
            return DEFAULT_AT_MOST;
        }

        public String getDefaultBudget() {
            return DEFAULT_BUDGET;
        }
    }
}

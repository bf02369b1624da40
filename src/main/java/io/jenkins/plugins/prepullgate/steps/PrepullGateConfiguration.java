package io.jenkins.plugins.prepullgate.steps;

import hudson.Extension;
import hudson.ExtensionList;
import jenkins.model.GlobalConfiguration;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;

/** What an administrator decides for all jobs; shown on the System page, which takes the administrator's permission. */
@Extension
@Symbol("prepullGate")
public final class PrepullGateConfiguration extends GlobalConfiguration {
    private boolean ownServiceAccount;

    public PrepullGateConfiguration() {
        load();
    }

    public static PrepullGateConfiguration get() {
        return ExtensionList.lookupSingleton(PrepullGateConfiguration.class);
    }

    @Override
    public String getDisplayName() {
        return Messages.PrepullGateConfiguration_displayName();
    }

    /** Whether steps without credentials may use the service account of the pod that the controller runs in. */
    public boolean isOwnServiceAccount() {
        return ownServiceAccount;
    }

    @DataBoundSetter
    public void setOwnServiceAccount(boolean value) {
        ownServiceAccount = value;
        save();
    }
}

package io.jenkins.plugins.prepullgate.steps;

import org.kohsuke.stapler.DataBoundSetter;

/** A step that changes a hub's users, one batch after the other: how fast it may, and for how long. */
public abstract class HubChangingStep extends HubStep {
    static final String DEFAULT_BUDGET = "30m";

    private int rate;
    private String budget = DEFAULT_BUDGET;

    HubChangingStep(String hubUrl, String credentialsId) {
        super(hubUrl, credentialsId);
    }

    public final int getRate() {
        return rate;
    }

    @DataBoundSetter
    public final void setRate(int value) {
        rate = value;
    }

    public final String getBudget() {
        return budget;
    }

    @DataBoundSetter
    public final void setBudget(String value) {
        budget = Parameters.orDefault(value, DEFAULT_BUDGET);
    }
}

package io.jenkins.plugins.prepullgate.steps;

import hudson.Util;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that waits for a puller, whoever creates it: the parameters that say for how long, and what counts as success. */
public abstract class PatienceStep extends ClusterStep {
    static final String DEFAULT_BUDGET = "20m";
    static final String DEFAULT_FAIL_FAST = "permanent";
    static final String DEFAULT_TOLERATE = "0";
    static final String DEFAULT_API_OUTAGE = "2m";
    static final String DEFAULT_HEARTBEAT = "30s";

    private final String namespace;
    private String budget = DEFAULT_BUDGET;
    private String failFast = DEFAULT_FAIL_FAST;
    private String tolerate = DEFAULT_TOLERATE;
    private String stallAfter;
    private String apiOutage = DEFAULT_API_OUTAGE;
    private String heartbeat = DEFAULT_HEARTBEAT;
    private List<String> overrides = List.of();
    private List<String> probation = List.of();
    private List<String> userPullSecrets = List.of();
    private String userServiceAccount;
    private boolean unanimity = true;
    private boolean failOnDrift = true;
    private boolean propagate = true;

    PatienceStep(String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    public final String getNamespace() {
        return namespace;
    }

    public final String getBudget() {
        return budget;
    }

    @DataBoundSetter
    public final void setBudget(String value) {
        budget = Parameters.orDefault(value, DEFAULT_BUDGET);
    }

    public final String getFailFast() {
        return failFast;
    }

    @DataBoundSetter
    public final void setFailFast(String value) {
        failFast = Parameters.orDefault(value, DEFAULT_FAIL_FAST);
    }

    public final String getTolerate() {
        return tolerate;
    }

    @DataBoundSetter
    public final void setTolerate(String value) {
        tolerate = Parameters.orDefault(value, DEFAULT_TOLERATE);
    }

    public final String getStallAfter() {
        return stallAfter;
    }

    @DataBoundSetter
    public final void setStallAfter(String value) {
        stallAfter = Util.fixEmptyAndTrim(value);
    }

    public final String getApiOutage() {
        return apiOutage;
    }

    @DataBoundSetter
    public final void setApiOutage(String value) {
        apiOutage = Parameters.orDefault(value, DEFAULT_API_OUTAGE);
    }

    public final String getHeartbeat() {
        return heartbeat;
    }

    @DataBoundSetter
    public final void setHeartbeat(String value) {
        heartbeat = Parameters.orDefault(value, DEFAULT_HEARTBEAT);
    }

    public final List<String> getOverrides() {
        return overrides;
    }

    /** @param value entries like {@code PULL_DNS=transient}; null for none */
    @DataBoundSetter
    public final void setOverrides(List<String> value) {
        overrides = Parameters.entries(value);
    }

    public final List<String> getProbation() {
        return probation;
    }

    /** @param value entries like {@code PULL_NOT_FOUND=5/2m}; null for none */
    @DataBoundSetter
    public final void setProbation(List<String> value) {
        probation = Parameters.entries(value);
    }

    public final List<String> getUserPullSecrets() {
        return userPullSecrets;
    }

    /** @param value image pull secrets of users' pods; null for none */
    @DataBoundSetter
    public final void setUserPullSecrets(List<String> value) {
        userPullSecrets = Parameters.entries(value);
    }

    public final String getUserServiceAccount() {
        return userServiceAccount;
    }

    @DataBoundSetter
    public final void setUserServiceAccount(String value) {
        userServiceAccount = Util.fixEmptyAndTrim(value);
    }

    public final boolean isUnanimity() {
        return unanimity;
    }

    @DataBoundSetter
    public final void setUnanimity(boolean value) {
        unanimity = value;
    }

    public final boolean isFailOnDrift() {
        return failOnDrift;
    }

    @DataBoundSetter
    public final void setFailOnDrift(boolean value) {
        failOnDrift = value;
    }

    public final boolean isPropagate() {
        return propagate;
    }

    @DataBoundSetter
    public final void setPropagate(boolean value) {
        propagate = value;
    }
}

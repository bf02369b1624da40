package io.jenkins.plugins.prepullgate.steps;

import hudson.Extension;
import hudson.Util;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code waitForPrepuller}: waits for an image prepuller, with a budget of its own. */
public final class WaitForPrepullerStep extends ClusterStep {
    static final String DEFAULT_PULLER = "hook";
    static final String DEFAULT_BUDGET = "20m";
    static final String DEFAULT_FAIL_FAST = "permanent";
    static final String DEFAULT_TOLERATE = "0";
    static final String DEFAULT_HEARTBEAT = "30s";

    private final String namespace;
    private String release;
    private String daemonSet;
    private String puller = DEFAULT_PULLER;
    private String expect;
    private String budget = DEFAULT_BUDGET;
    private String failFast = DEFAULT_FAIL_FAST;
    private String tolerate = DEFAULT_TOLERATE;
    private String stallAfter;
    private String heartbeat = DEFAULT_HEARTBEAT;
    private String appearWithin;
    private String checksum;
    private String helmTimeout;
    private List<String> overrides = List.of();
    private List<String> probation = List.of();
    private boolean unanimity = true;
    private boolean failOnDrift = true;
    private boolean propagate = true;

    @DataBoundConstructor
    public WaitForPrepullerStep(String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    public String getNamespace() {
        return namespace;
    }

    public String getRelease() {
        return release;
    }

    @DataBoundSetter
    public void setRelease(String value) {
        release = Util.fixEmptyAndTrim(value);
    }

    public String getDaemonSet() {
        return daemonSet;
    }

    @DataBoundSetter
    public void setDaemonSet(String value) {
        daemonSet = Util.fixEmptyAndTrim(value);
    }

    public String getPuller() {
        return puller;
    }

    @DataBoundSetter
    public void setPuller(String value) {
        puller = orDefault(value, DEFAULT_PULLER);
    }

    public String getExpect() {
        return expect;
    }

    @DataBoundSetter
    public void setExpect(String value) {
        expect = Util.fixEmptyAndTrim(value);
    }

    public String getBudget() {
        return budget;
    }

    @DataBoundSetter
    public void setBudget(String value) {
        budget = orDefault(value, DEFAULT_BUDGET);
    }

    public String getFailFast() {
        return failFast;
    }

    @DataBoundSetter
    public void setFailFast(String value) {
        failFast = orDefault(value, DEFAULT_FAIL_FAST);
    }

    public String getTolerate() {
        return tolerate;
    }

    @DataBoundSetter
    public void setTolerate(String value) {
        tolerate = orDefault(value, DEFAULT_TOLERATE);
    }

    public String getStallAfter() {
        return stallAfter;
    }

    @DataBoundSetter
    public void setStallAfter(String value) {
        stallAfter = Util.fixEmptyAndTrim(value);
    }

    public String getHeartbeat() {
        return heartbeat;
    }

    @DataBoundSetter
    public void setHeartbeat(String value) {
        heartbeat = orDefault(value, DEFAULT_HEARTBEAT);
    }

    public String getAppearWithin() {
        return appearWithin;
    }

    @DataBoundSetter
    public void setAppearWithin(String value) {
        appearWithin = Util.fixEmptyAndTrim(value);
    }

    public String getChecksum() {
        return checksum;
    }

    @DataBoundSetter
    public void setChecksum(String value) {
        checksum = Util.fixEmptyAndTrim(value);
    }

    public String getHelmTimeout() {
        return helmTimeout;
    }

    @DataBoundSetter
    public void setHelmTimeout(String value) {
        helmTimeout = Util.fixEmptyAndTrim(value);
    }

    public List<String> getOverrides() {
        return overrides;
    }

    /** @param value entries like {@code PULL_DNS=transient}; null for none */
    @DataBoundSetter
    public void setOverrides(List<String> value) {
        overrides = entries(value);
    }

    public List<String> getProbation() {
        return probation;
    }

    /** @param value entries like {@code PULL_NOT_FOUND=5/2m}; null for none */
    @DataBoundSetter
    public void setProbation(List<String> value) {
        probation = entries(value);
    }

    public boolean isUnanimity() {
        return unanimity;
    }

    @DataBoundSetter
    public void setUnanimity(boolean value) {
        unanimity = value;
    }

    public boolean isFailOnDrift() {
        return failOnDrift;
    }

    @DataBoundSetter
    public void setFailOnDrift(boolean value) {
        failOnDrift = value;
    }

    public boolean isPropagate() {
        return propagate;
    }

    @DataBoundSetter
    public void setPropagate(boolean value) {
        propagate = value;
    }

    private static List<String> entries(List<String> value) {
        return value == null ? List.of() : value.stream().map(Util::fixEmptyAndTrim).filter(Objects::nonNull).toList();
    }

    static String orDefault(String value, String fallback) {
        String trimmed = Util.fixEmptyAndTrim(value);
        return trimmed == null ? fallback : trimmed;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new WaitForPrepullerExecution(context, new WaitRequest(this));
    }

    /** What Pipeline has to know. */
    @Extension
    public static final class DescriptorImpl extends WaitForm {
        @Override
        public String getFunctionName() {
            return "waitForPrepuller";
        }

        @Override
        public String getDisplayName() {
            return Messages.WaitForPrepullerStep_displayName();
        }

        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            return Stream.of("namespace", "release", "daemonSet")
                    .map(namedArgs::get)
                    .filter(Objects::nonNull)
                    .map(Object::toString)
                    .collect(Collectors.joining(" "));
        }
    }
}

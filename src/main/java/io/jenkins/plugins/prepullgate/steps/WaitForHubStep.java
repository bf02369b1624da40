package io.jenkins.plugins.prepullgate.steps;

import hudson.Extension;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code waitForHub}: waits until a hub serves, then checks the routes of all running servers. */
public final class WaitForHubStep extends HubStep {
    static final String DEFAULT_BUDGET = "10m";
    static final int DEFAULT_CONCURRENCY = 64;
    static final String DEFAULT_ROUTE_TIMEOUT = "10s";
    static final String DEFAULT_SLOW_AFTER = "2s";
    static final String DEFAULT_FAIL_ON = "dead,missing";
    static final String DEFAULT_TOLERATE = "0";

    private String budget = DEFAULT_BUDGET;
    private int concurrency = DEFAULT_CONCURRENCY;
    private String routeTimeout = DEFAULT_ROUTE_TIMEOUT;
    private String slowAfter = DEFAULT_SLOW_AFTER;
    private String routeDomain = "";
    private String failOn = DEFAULT_FAIL_ON;
    private String tolerate = DEFAULT_TOLERATE;
    private HubCluster cluster;

    @DataBoundConstructor
    public WaitForHubStep(String hubUrl, String credentialsId) {
        super(hubUrl, credentialsId);
    }

    public String getBudget() {
        return budget;
    }

    @DataBoundSetter
    public void setBudget(String value) {
        budget = Parameters.orDefault(value, DEFAULT_BUDGET);
    }

    public int getConcurrency() {
        return concurrency;
    }

    @DataBoundSetter
    public void setConcurrency(int value) {
        concurrency = value;
    }

    public String getRouteTimeout() {
        return routeTimeout;
    }

    @DataBoundSetter
    public void setRouteTimeout(String value) {
        routeTimeout = Parameters.orDefault(value, DEFAULT_ROUTE_TIMEOUT);
    }

    public String getSlowAfter() {
        return slowAfter;
    }

    @DataBoundSetter
    public void setSlowAfter(String value) {
        slowAfter = Parameters.orDefault(value, DEFAULT_SLOW_AFTER);
    }

    public String getRouteDomain() {
        return routeDomain;
    }

    @DataBoundSetter
    public void setRouteDomain(String value) {
        routeDomain = Parameters.orDefault(value, "");
    }

    public String getFailOn() {
        return failOn;
    }

    @DataBoundSetter
    public void setFailOn(String value) {
        failOn = Parameters.orDefault(value, DEFAULT_FAIL_ON);
    }

    public String getTolerate() {
        return tolerate;
    }

    @DataBoundSetter
    public void setTolerate(String value) {
        tolerate = Parameters.orDefault(value, DEFAULT_TOLERATE);
    }

    public HubCluster getCluster() {
        return cluster;
    }

    /** @param value null to look at no pod */
    @DataBoundSetter
    public void setCluster(HubCluster value) {
        cluster = value;
    }

    @Override
    HubRequest request() {
        return new HubWaitRequest(this);
    }

    /** The form, and what Pipeline has to know. */
    @Extension
    public static final class DescriptorImpl extends HubStepDescriptor {
        @Override
        public String getFunctionName() {
            return "waitForHub";
        }

        @Override
        public String getDisplayName() {
            return Messages.WaitForHubStep_displayName();
        }

        public String getDefaultBudget() {
            return DEFAULT_BUDGET;
        }

        public int getDefaultConcurrency() {
            return DEFAULT_CONCURRENCY;
        }

        public String getDefaultRouteTimeout() {
            return DEFAULT_ROUTE_TIMEOUT;
        }

        public String getDefaultSlowAfter() {
            return DEFAULT_SLOW_AFTER;
        }

        public String getDefaultFailOn() {
            return DEFAULT_FAIL_ON;
        }

        public String getDefaultTolerate() {
            return DEFAULT_TOLERATE;
        }
    }
}

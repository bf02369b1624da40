package io.jenkins.plugins.prepullgate.steps;

import hudson.AbortException;
import io.jenkins.plugins.prepullgate.gate.Choices;
import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.hub.HubClient;
import io.jenkins.plugins.prepullgate.hub.HubPods;
import io.jenkins.plugins.prepullgate.hub.HubResult;
import io.jenkins.plugins.prepullgate.hub.HubWait;
import io.jenkins.plugins.prepullgate.hub.HubWaitSpec;
import io.jenkins.plugins.prepullgate.hub.RouteSpec;
import io.jenkins.plugins.prepullgate.hub.RouteState;

/** What a {@code waitForHub} was asked for. */
final class HubWaitRequest extends HubRequest {
    private static final long serialVersionUID = 1L;

    private final String budget;
    private final int concurrency;
    private final String routeTimeout;
    private final String slowAfter;
    /** Null in builds from before there was one. */
    private final String routeDomain;
    private final String failOn;
    private final String tolerate;
    /** Null when no pod is looked at. */
    private final HubPodsRequest pods;

    HubWaitRequest(WaitForHubStep step) {
        super(step.address());
        budget = step.getBudget();
        concurrency = step.getConcurrency();
        routeTimeout = step.getRouteTimeout();
        slowAfter = step.getSlowAfter();
        routeDomain = step.getRouteDomain();
        failOn = step.getFailOn();
        tolerate = step.getTolerate();
        pods = step.getCluster() == null ? null : new HubPodsRequest(step.getCluster());
    }

    @Override
    String step() {
        return "waitForHub";
    }

    @Override
    void checkRest() throws AbortException {
        spec();
        if (pods != null) {
            pods.check();
        }
    }

    private HubWaitSpec spec() {
        RouteSpec routes = new RouteSpec(concurrency, 0, Durations.parse("routeTimeout", routeTimeout), Durations.parse("slowAfter", slowAfter))
                .withDomain(routeDomain == null ? "" : routeDomain);
        return new HubWaitSpec(
                Durations.parse("budget", budget), routes, RouteState.parse("failOn", failOn), Choices.tolerance("tolerate", tolerate));
    }

    @Override
    HubResult work(HubClient client, HubStepRun run) throws Exception {
        if (pods == null) {
            return wait(client, run, null);
        }
        try (RenewingPods seen = RenewingPods.open(run, pods)) {
            return wait(client, run, seen);
        }
    }

    private HubResult wait(HubClient client, HubStepRun run, HubPods seen) throws Exception {
        HubWaitSpec spec = spec();
        return HubWait.run(client, spec.withBudget(run.left(spec.budget())), run.clock(), seen, run::tell);
    }
}

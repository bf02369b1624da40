package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.rollout.Tolerance;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * One wait for a hub.
 *
 * @param budget for everything: start-up, the hub's own checks, ours
 * @param routes how routes are asked
 * @param failOn the states of a route that fail the wait; others are only reported
 * @param tolerate how many of the routes may be broken
 */
public record HubWaitSpec(Duration budget, RouteSpec routes, Set<RouteState> failOn, Tolerance tolerate) {
    public static final HubWaitSpec DEFAULT =
            new HubWaitSpec(Duration.ofMinutes(10), RouteSpec.DEFAULT, EnumSet.of(RouteState.DEAD, RouteState.MISSING), Tolerance.NONE);

    public HubWaitSpec {
        Objects.requireNonNull(routes, "routes");
        Objects.requireNonNull(tolerate, "tolerate");
        failOn = Set.copyOf(failOn);
        if (budget.isZero() || budget.isNegative()) {
            throw new IllegalArgumentException("budget must be more than zero, was " + budget);
        }
    }

    public HubWaitSpec withBudget(Duration other) {
        return new HubWaitSpec(other, routes, failOn, tolerate);
    }

    public HubWaitSpec withRoutes(RouteSpec other) {
        return new HubWaitSpec(budget, other, failOn, tolerate);
    }

    public HubWaitSpec withFailOn(Set<RouteState> other) {
        return new HubWaitSpec(budget, routes, other, tolerate);
    }

    public HubWaitSpec withTolerate(Tolerance other) {
        return new HubWaitSpec(budget, routes, failOn, other);
    }
}

package io.jenkins.plugins.prepullgate.steps;

import hudson.AbortException;
import hudson.Util;
import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.nodes.NodeRule;
import io.jenkins.plugins.prepullgate.rollout.FailFast;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.Tolerance;
import java.io.Serializable;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a {@code waitForPrepuller} was asked for, as it was written. Saved with the build, therefore plain texts: what the engine makes of them may
 * change between versions of the plugin.
 */
final class WaitRequest implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ClusterAddress address;
    private final String namespace;
    private final String release;
    private final String daemonSet;
    private String puller;
    private final String expect;
    private String budget;
    private String failFast;
    private String tolerate;
    private final String stallAfter;
    private String heartbeat;
    private final String appearWithin;
    private final String checksum;
    private final boolean failOnDrift;
    private final boolean propagate;

    WaitRequest(WaitForPrepullerStep step) {
        address = step.address();
        namespace = step.getNamespace();
        release = step.getRelease();
        daemonSet = step.getDaemonSet();
        puller = step.getPuller();
        expect = step.getExpect();
        budget = step.getBudget();
        failFast = step.getFailFast();
        tolerate = step.getTolerate();
        stallAfter = step.getStallAfter();
        heartbeat = step.getHeartbeat();
        appearWithin = step.getAppearWithin();
        checksum = step.getChecksum();
        failOnDrift = step.isFailOnDrift();
        propagate = step.isPropagate();
    }

    /** Parameters that a build was saved without, by an older version, have their defaults. */
    private Object readResolve() {
        puller = Util.fixNull(puller, WaitForPrepullerStep.DEFAULT_PULLER);
        budget = Util.fixNull(budget, WaitForPrepullerStep.DEFAULT_BUDGET);
        failFast = Util.fixNull(failFast, WaitForPrepullerStep.DEFAULT_FAIL_FAST);
        tolerate = Util.fixNull(tolerate, WaitForPrepullerStep.DEFAULT_TOLERATE);
        heartbeat = Util.fixNull(heartbeat, WaitForPrepullerStep.DEFAULT_HEARTBEAT);
        return this;
    }

    /** @throws AbortException naming the parameter that is malformed, and how it should look */
    void check() throws AbortException {
        address.check();
        try {
            checkNamespace(namespace);
            query();
            spec(Instant.EPOCH);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }

    ClusterAddress address() {
        return address;
    }

    String namespace() {
        return namespace;
    }

    /** Whether a failed wait fails the step. */
    boolean propagate() {
        return propagate;
    }

    PullerQuery query() {
        return new PullerQuery(namespace, daemonSet, release, choice("puller", puller, PullerQuery.Kind.values(), PullerQuery.Kind::parameter));
    }

    WaitSpec spec(Instant startedAt) {
        Policy policy = Policy.DEFAULT
                .withFailFast(choice("failFast", failFast, FailFast.values(), FailFast::parameter))
                .withTolerate(tolerance(tolerate))
                .withDriftFails(failOnDrift)
                .withChecksum(checksum);
        if (expect != null) {
            policy = policy.withExpect(choice("expect", expect, NodeRule.values(), NodeRule::parameter));
        }
        if (stallAfter != null) {
            policy = policy.withStallAfter(Durations.parse("stallAfter", stallAfter));
        }
        if (appearWithin != null) {
            policy = policy.withAppearWithin(Durations.parse("appearWithin", appearWithin));
        }
        return new WaitSpec(policy, startedAt, Durations.parse("budget", budget), Durations.parse("heartbeat", heartbeat));
    }

    /** @throws IllegalArgumentException when it cannot be the name of a namespace */
    static void checkNamespace(String namespace) {
        if (namespace == null || !namespace.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")) {
            throw new IllegalArgumentException("namespace: '" + Util.fixNull(namespace)
                    + "' is not the name of a namespace; it has lower-case letters, digits and dashes");
        }
    }

    /** @throws IllegalArgumentException naming the parameter */
    static Tolerance tolerance(String text) {
        try {
            return Tolerance.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("tolerate: " + e.getMessage(), e);
        }
    }

    private static <E> E choice(String parameter, String text, E[] values, Function<E, String> name) {
        return Arrays.stream(values).filter(value -> name.apply(value).equals(text)).findFirst().orElseThrow(() -> {
            String known = Arrays.stream(values).map(name).collect(Collectors.joining(", "));
            return new IllegalArgumentException(parameter + ": '" + text + "' is none of " + known);
        });
    }
}

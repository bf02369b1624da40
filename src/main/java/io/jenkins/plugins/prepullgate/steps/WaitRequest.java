package io.jenkins.plugins.prepullgate.steps;

import hudson.AbortException;
import hudson.Util;
import io.jenkins.plugins.prepullgate.gate.Choices;
import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.gate.Overrides;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.nodes.NodeRule;
import io.jenkins.plugins.prepullgate.rollout.FailFast;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;

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
    private final String helmTimeout;
    private ArrayList<String> overrides;
    private ArrayList<String> probation;
    /** An object, so that it can be missing. */
    private Boolean unanimity;

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
        helmTimeout = step.getHelmTimeout();
        overrides = new ArrayList<>(step.getOverrides());
        probation = new ArrayList<>(step.getProbation());
        unanimity = step.isUnanimity();
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
        overrides = Util.fixNull(overrides, new ArrayList<>());
        probation = Util.fixNull(probation, new ArrayList<>());
        unanimity = Util.fixNull(unanimity, true);
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
        return new PullerQuery(namespace, daemonSet, release, Choices.one("puller", puller, PullerQuery.Kind.values(), PullerQuery.Kind::parameter));
    }

    WaitSpec spec(Instant startedAt) {
        Policy policy = Policy.DEFAULT
                .withFailFast(Choices.one("failFast", failFast, FailFast.values(), FailFast::parameter))
                .withTolerate(Choices.tolerance("tolerate", tolerate))
                .withUnanimity(unanimity)
                .withDriftFails(failOnDrift)
                .withChecksum(checksum);
        if (expect != null) {
            policy = policy.withExpect(Choices.one("expect", expect, NodeRule.values(), NodeRule::parameter));
        }
        if (stallAfter != null) {
            policy = policy.withStallAfter(Durations.parse("stallAfter", stallAfter));
        }
        if (appearWithin != null) {
            policy = policy.withAppearWithin(Durations.parse("appearWithin", appearWithin));
        }
        if (helmTimeout != null) {
            policy = policy.withHelmTimeout(Durations.parse("helmTimeout", helmTimeout));
        }
        for (String entry : overrides) {
            policy = Overrides.withClass(policy, "overrides", entry);
        }
        for (String entry : probation) {
            policy = Overrides.withProbation(policy, "probation", entry);
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
}

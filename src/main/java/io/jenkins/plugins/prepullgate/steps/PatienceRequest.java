package io.jenkins.plugins.prepullgate.steps;

import hudson.AbortException;
import hudson.Util;
import io.jenkins.plugins.prepullgate.cluster.PullerOptions;
import io.jenkins.plugins.prepullgate.gate.Choices;
import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.gate.Overrides;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.rollout.FailFast;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.UserPods;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a step that waits was asked for, as it was written. Saved with the build, therefore plain texts: what the engine makes of them may change
 * between versions of the plugin.
 */
abstract class PatienceRequest implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ClusterAddress address;
    private final String namespace;
    private String budget;
    private String failFast;
    private String tolerate;
    private final String stallAfter;
    private String apiOutage;
    private String heartbeat;
    private ArrayList<String> overrides;
    private ArrayList<String> probation;
    private ArrayList<String> userPullSecrets;
    /** Null when not given. */
    private final String userServiceAccount;

    /** An object and no primitive: null in builds that were saved by a version without it. */
    private Boolean unanimity;

    private final boolean failOnDrift;
    private final boolean propagate;

    PatienceRequest(PatienceStep step) {
        address = step.address();
        namespace = step.getNamespace();
        budget = step.getBudget();
        failFast = step.getFailFast();
        tolerate = step.getTolerate();
        stallAfter = step.getStallAfter();
        apiOutage = step.getApiOutage();
        heartbeat = step.getHeartbeat();
        overrides = new ArrayList<>(step.getOverrides());
        probation = new ArrayList<>(step.getProbation());
        userPullSecrets = new ArrayList<>(step.getUserPullSecrets());
        userServiceAccount = step.getUserServiceAccount();
        unanimity = step.isUnanimity();
        failOnDrift = step.isFailOnDrift();
        propagate = step.isPropagate();
    }

    /** Parameters that a build was saved without, by an older version, have their defaults. */
    protected Object readResolve() {
        budget = Util.fixNull(budget, PatienceStep.DEFAULT_BUDGET);
        failFast = Util.fixNull(failFast, PatienceStep.DEFAULT_FAIL_FAST);
        tolerate = Util.fixNull(tolerate, PatienceStep.DEFAULT_TOLERATE);
        apiOutage = Util.fixNull(apiOutage, PatienceStep.DEFAULT_API_OUTAGE);
        heartbeat = Util.fixNull(heartbeat, PatienceStep.DEFAULT_HEARTBEAT);
        overrides = Util.fixNull(overrides, new ArrayList<>());
        probation = Util.fixNull(probation, new ArrayList<>());
        userPullSecrets = Util.fixNull(userPullSecrets, new ArrayList<>());
        unanimity = Util.fixNull(unanimity, true);
        return this;
    }

    /** @throws AbortException naming the parameter that is malformed, and how it should look */
    final void check() throws AbortException {
        address.check();
        try {
            Parameters.checkNamespace(namespace);
            checkMore();
            spec(Instant.EPOCH);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /**
     * The step's own parameters.
     *
     * @throws IllegalArgumentException as {@link #check} does
     */
    abstract void checkMore();

    final ClusterAddress address() {
        return address;
    }

    final String namespace() {
        return namespace;
    }

    /** Whether a failed wait fails the step. */
    final boolean propagate() {
        return propagate;
    }

    final WaitSpec spec(Instant startedAt) {
        return new WaitSpec(policy(), startedAt, Durations.parse("budget", budget), Durations.parse("heartbeat", heartbeat));
    }

    /** What is accepted. */
    Policy policy() {
        Policy policy = Policy.DEFAULT
                .withFailFast(Choices.one("failFast", failFast, FailFast.values(), FailFast::parameter))
                .withTolerate(Choices.tolerance("tolerate", tolerate))
                .withBlindness(Durations.parse("apiOutage", apiOutage))
                .withUnanimity(unanimity)
                .withDriftFails(failOnDrift);
        if (stallAfter != null) {
            policy = policy.withStallAfter(Durations.parse("stallAfter", stallAfter));
        }
        if (!userPullSecrets.isEmpty() || userServiceAccount != null) {
            policy = policy.withUsers(users());
        }
        for (String entry : overrides) {
            policy = Overrides.withClass(policy, "overrides", entry);
        }
        for (String entry : probation) {
            policy = Overrides.withProbation(policy, "probation", entry);
        }
        return policy;
    }

    private UserPods users() {
        List<String> secrets = PullerOptions.names("userPullSecrets", userPullSecrets);
        String account = Parameters.objectName("userServiceAccount", userServiceAccount);
        return new UserPods("the caller's word", account, secrets, false, "");
    }
}

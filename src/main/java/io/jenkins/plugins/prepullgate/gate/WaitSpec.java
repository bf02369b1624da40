package io.jenkins.plugins.prepullgate.gate;

import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.UserPods;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What is asked of one wait. The budget runs from {@code startedAt}, also across a restart of the process: whoever resumes a wait passes the same
 * instant again.
 *
 * @param policy what is accepted
 * @param startedAt when the wait began
 * @param budget how long it may last, more than zero; helm's own timeout has nothing to do with it
 * @param heartbeat how often a listener hears of a wait in which nothing changes, more than zero
 */
public record WaitSpec(Policy policy, Instant startedAt, Duration budget, Duration heartbeat) {
    public static final Duration DEFAULT_BUDGET = Duration.ofMinutes(20);
    public static final Duration DEFAULT_HEARTBEAT = Duration.ofSeconds(30);

    public WaitSpec {
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(startedAt, "startedAt");
        requirePositive("budget", budget);
        requirePositive("heartbeat", heartbeat);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + " must be more than zero, was " + value);
        }
    }

    /**
     * The same wait, knowing how the chart will make users' pods, unless the caller has already said so.
     *
     * @param users null when the chart does not say
     */
    public WaitSpec knowing(UserPods users) {
        return users == null || policy.users() != null ? this : new WaitSpec(policy.withUsers(users), startedAt, budget, heartbeat);
    }

    /** When the budget ends. */
    public Instant deadline() {
        return startedAt.plus(budget);
    }
}

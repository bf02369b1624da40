package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.nodes.NodeRule;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What the caller accepts.
 *
 * @param expect which nodes must be reached; null to follow the puller's generation
 * @param failFast when to give up early
 * @param tolerate how many nodes may be left out
 * @param classes per-code classes that replace the built-in ones
 * @param patience per-code probation that replaces the built-in one
 * @param unanimity whether a cause that every eligible node shows is permanent without probation
 * @param stallAfter give up when nothing moved for so long; null for never
 * @param blindness give up when the cluster could not be seen for so long
 * @param driftFails whether a control-plane node that loses its protection during the wait fails it
 * @param checksum the checksum that the chart to be deployed carries; when the hub's equals it, the prepull is skipped; empty when unknown
 * @param users with what users' pods will pull, by the caller's word; null to go by those that run
 */
public record Policy(
        NodeRule expect,
        FailFast failFast,
        Tolerance tolerate,
        Map<FindingCode, FindingClass> classes,
        Map<FindingCode, Patience> patience,
        boolean unanimity,
        Duration stallAfter,
        Duration blindness,
        boolean driftFails,
        String checksum,
        UserPods users) {
    private static final Duration HELM_WARNING = Duration.ofSeconds(30);

    public static final Policy DEFAULT = new Policy(
            null, FailFast.PERMANENT, Tolerance.NONE, Map.of(), Map.of(), true, null, Duration.ofMinutes(2), true, "", null);

    public Policy {
        Objects.requireNonNull(failFast, "failFast");
        Objects.requireNonNull(tolerate, "tolerate");
        classes = Map.copyOf(classes);
        patience = Map.copyOf(patience);
        Objects.requireNonNull(blindness, "blindness");
        checksum = checksum == null ? "" : checksum;
    }

    /** The class that a code starts as. */
    FindingClass classOf(FindingCode code) {
        return classes.getOrDefault(code, code.base());
    }

    Patience patienceFor(FindingCode code) {
        Patience own = patience.get(code);
        return own == null ? Patience.defaultOf(code) : own;
    }

    /** How long a state may last before it is told: the built-in limit, unless the caller's probation is shorter. */
    Duration limit(FindingCode code, Duration builtIn) {
        Duration span = patienceFor(code).span();
        return span != null && span.compareTo(builtIn) < 0 ? span : builtIn;
    }

    public Policy withExpect(NodeRule value) {
        return new Policy(value, failFast, tolerate, classes, patience, unanimity, stallAfter, blindness, driftFails, checksum, users);
    }

    public Policy withFailFast(FailFast value) {
        return new Policy(expect, value, tolerate, classes, patience, unanimity, stallAfter, blindness, driftFails, checksum, users);
    }

    public Policy withTolerate(Tolerance value) {
        return new Policy(expect, failFast, value, classes, patience, unanimity, stallAfter, blindness, driftFails, checksum, users);
    }

    public Policy withClass(FindingCode code, FindingClass value) {
        Map<FindingCode, FindingClass> more = new EnumMap<>(FindingCode.class);
        more.putAll(classes);
        more.put(code, value);
        return new Policy(expect, failFast, tolerate, more, patience, unanimity, stallAfter, blindness, driftFails, checksum, users);
    }

    public Policy withPatience(FindingCode code, Patience value) {
        Map<FindingCode, Patience> more = new EnumMap<>(FindingCode.class);
        more.putAll(patience);
        more.put(code, value);
        return new Policy(expect, failFast, tolerate, classes, more, unanimity, stallAfter, blindness, driftFails, checksum, users);
    }

    public Policy withUnanimity(boolean value) {
        return new Policy(expect, failFast, tolerate, classes, patience, value, stallAfter, blindness, driftFails, checksum, users);
    }

    /** @param value null for never */
    public Policy withStallAfter(Duration value) {
        return new Policy(expect, failFast, tolerate, classes, patience, unanimity, value, blindness, driftFails, checksum, users);
    }

    public Policy withBlindness(Duration value) {
        return new Policy(expect, failFast, tolerate, classes, patience, unanimity, stallAfter, value, driftFails, checksum, users);
    }

    public Policy withDriftFails(boolean value) {
        return new Policy(expect, failFast, tolerate, classes, patience, unanimity, stallAfter, blindness, value, checksum, users);
    }

    public Policy withChecksum(String value) {
        return new Policy(expect, failFast, tolerate, classes, patience, unanimity, stallAfter, blindness, driftFails, value, users);
    }

    /** @param value null to go by the users' pods that run */
    public Policy withUsers(UserPods value) {
        return new Policy(expect, failFast, tolerate, classes, patience, unanimity, stallAfter, blindness, driftFails, checksum, value);
    }

    /** Waits so long for the puller to appear before {@code DS_NOT_FOUND} ends the wait. */
    public Policy withAppearWithin(Duration value) {
        return withPatience(FindingCode.DS_NOT_FOUND, new Patience(Duration.ZERO, 1, value));
    }

    /** Warns half a minute before helm, which gives each hook so long, gives up on the one that waits for the puller. */
    public Policy withHelmTimeout(Duration value) {
        Duration warning = value.minus(HELM_WARNING);
        return withPatience(FindingCode.HELM_TIMEOUT_NEAR, new Patience(warning.isNegative() ? Duration.ZERO : warning, 1, null));
    }

    boolean helmTimeoutKnown() {
        return patience.containsKey(FindingCode.HELM_TIMEOUT_NEAR);
    }
}

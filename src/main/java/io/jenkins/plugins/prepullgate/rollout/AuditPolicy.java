package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.nodes.Toleration;
import java.util.List;
import java.util.Objects;

/**
 * What is demanded of control-plane nodes.
 *
 * @param require what each of them must have
 * @param userTolerations what the user pods or the puller tolerate; they must not tolerate the control plane's taint; empty when unknown
 */
public record AuditPolicy(Demand require, List<Toleration> userTolerations) {
    /** What must keep ordinary pods off a control-plane node. */
    public enum Demand {
        /** A NoSchedule or NoExecute taint under a role key. */
        TAINTED("tainted"),
        /** A cordon, as prepullers before z2jh 0.7 need it. */
        CORDONED("cordoned"),
        TAINTED_OR_CORDONED("tainted-or-cordoned"),
        /** Whatever the cluster that this one is compared with has; nothing by itself. */
        SAME_AS_REFERENCE("same-as-reference");

        private final String parameter;

        Demand(String parameter) {
            this.parameter = parameter;
        }

        /** The name that users write. */
        public String parameter() {
            return parameter;
        }
    }

    /** A taint is demanded, a cordon is not. */
    public static final AuditPolicy DEFAULT = new AuditPolicy(Demand.TAINTED, List.of());

    public AuditPolicy {
        Objects.requireNonNull(require, "require");
        userTolerations = List.copyOf(userTolerations);
    }

    /** Also looks at whom prepullers that are there tolerate. */
    public AuditPolicy withPullers(List<DaemonSetFacts> pullers) {
        return new AuditPolicy(require, pullers.stream().flatMap(p -> p.template().placement().tolerations().stream()).distinct().toList());
    }

    /**
     * Refuses a demand that cannot be met.
     *
     * @param referenced whether there is a cluster to compare with
     * @param how how the caller names one, for the error
     * @throws IllegalArgumentException saying what is missing
     */
    public void check(boolean referenced, String parameter, String how) {
        if (require == Demand.SAME_AS_REFERENCE && !referenced) {
            throw new IllegalArgumentException(parameter + ": '" + require.parameter() + "' needs a cluster to compare with: " + how);
        }
    }
}

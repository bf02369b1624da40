package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.nodes.Toleration;
import java.util.List;

/**
 * What is demanded of control-plane nodes.
 *
 * @param requireTaint each must carry a NoSchedule or NoExecute taint under a role key
 * @param requireCordon each must be cordoned, as prepullers before z2jh 0.7 need it
 * @param userTolerations what the user pods or the puller tolerate; they must not tolerate the control plane's taint; empty when unknown
 */
public record AuditPolicy(boolean requireTaint, boolean requireCordon, List<Toleration> userTolerations) {
    /** A taint is demanded, a cordon is not. */
    public static final AuditPolicy DEFAULT = new AuditPolicy(true, false, List.of());

    public AuditPolicy {
        userTolerations = List.copyOf(userTolerations);
    }
}

package io.jenkins.plugins.prepullgate.nodes;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which nodes belong to the control plane.
 *
 * <p>kubeadm moved from {@code node-role.kubernetes.io/master} to {@code …/control-plane}: the old label left new clusters in 1.24, the old
 * taint in 1.25 (KEP-2067). Azure's acs-engine of 2018 used the taint value {@code true} and the label {@code role: master}; others used
 * {@code kubernetes.io/role}. All of them count, with any value.
 */
public final class ControlPlane {
    public static final String CONTROL_PLANE = "node-role.kubernetes.io/control-plane";
    public static final String MASTER = "node-role.kubernetes.io/master";
    /** The keys that both the role label and the role taint may have. */
    public static final List<String> ROLE_KEYS = List.of(CONTROL_PLANE, MASTER);

    private static final List<String> OLD_ROLE_LABELS = List.of("kubernetes.io/role", "role");
    private static final Set<String> OLD_ROLE_VALUES = Set.of("master", "control-plane");

    private ControlPlane() {}

    /** What makes the node a control-plane node, such as {@code label role=master}; empty when nothing does. */
    public static Optional<String> recognisedBy(NodeFacts node) {
        for (String key : ROLE_KEYS) {
            String value = node.labels().get(key);
            if (value != null) {
                return Optional.of("label " + (value.isEmpty() ? key : key + "=" + value));
            }
        }
        for (String key : OLD_ROLE_LABELS) {
            String value = node.labels().get(key);
            if (value != null && OLD_ROLE_VALUES.contains(value)) {
                return Optional.of("label " + key + "=" + value);
            }
        }
        return node.taints().stream().filter(t -> ROLE_KEYS.contains(t.key())).findFirst().map(t -> "taint " + t);
    }

    public static boolean includes(NodeFacts node) {
        return recognisedBy(node).isPresent();
    }

    /** The taint under a role key that keeps ordinary pods off; empty when there is none. A {@code PreferNoSchedule} does not count. */
    public static Optional<Taint> protectingTaint(NodeFacts node) {
        return node.taints().stream().filter(t -> ROLE_KEYS.contains(t.key()) && t.effect().excludes()).findFirst();
    }
}

package io.jenkins.plugins.prepullgate.nodes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a list of tolerations copes with the taints of a node, and the tolerations that the DaemonSet controller adds to such a list. */
public final class Tolerations {
    private Tolerations() {}

    /**
     * The tolerations that the DaemonSet controller adds to every pod it makes: {@code AddOrUpdateDaemonPodTolerations} in
     * {@code pkg/controller/daemon/util/daemonset_util.go}, unchanged from 1.18 to 1.35. Because {@code unschedulable} is among them, a
     * cordon does not keep a DaemonSet's pod away. {@code not-ready} and {@code unreachable} are tolerated as NoExecute only, so the NoSchedule
     * taints of a node that lost its heartbeat exclude it.
     *
     * @param hostNetwork the template's; adds {@code network-unavailable}
     */
    public static List<Toleration> addedByTheController(boolean hostNetwork) {
        List<Toleration> added = new ArrayList<>(List.of(
                Toleration.exists(WellKnown.NOT_READY, TaintEffect.NO_EXECUTE),
                Toleration.exists(WellKnown.UNREACHABLE, TaintEffect.NO_EXECUTE),
                Toleration.exists(WellKnown.DISK_PRESSURE, TaintEffect.NO_SCHEDULE),
                Toleration.exists(WellKnown.MEMORY_PRESSURE, TaintEffect.NO_SCHEDULE),
                Toleration.exists(WellKnown.PID_PRESSURE, TaintEffect.NO_SCHEDULE),
                Toleration.exists(WellKnown.UNSCHEDULABLE, TaintEffect.NO_SCHEDULE)));
        if (hostNetwork) {
            added.add(Toleration.exists(WellKnown.NETWORK_UNAVAILABLE, TaintEffect.NO_SCHEDULE));
        }
        return List.copyOf(added);
    }

    /** The first taint that excludes a pod with these tolerations; empty when none does. {@code PreferNoSchedule} never excludes. */
    public static Optional<Taint> firstUntolerated(List<Taint> taints, List<Toleration> tolerations) {
        return taints.stream()
                .filter(taint -> taint.effect().excludes())
                .filter(taint -> tolerations.stream().noneMatch(toleration -> toleration.tolerates(taint)))
                .findFirst();
    }
}

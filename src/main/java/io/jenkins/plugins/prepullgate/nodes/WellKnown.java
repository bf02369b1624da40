package io.jenkins.plugins.prepullgate.nodes;

/** Labels and taint keys with a fixed meaning: {@code k8s.io/api/core/v1/well_known_taints.go} and the cluster autoscaler's. */
public final class WellKnown {
    public static final String NOT_READY = "node.kubernetes.io/not-ready";
    public static final String UNREACHABLE = "node.kubernetes.io/unreachable";
    public static final String UNSCHEDULABLE = "node.kubernetes.io/unschedulable";
    public static final String DISK_PRESSURE = "node.kubernetes.io/disk-pressure";
    public static final String MEMORY_PRESSURE = "node.kubernetes.io/memory-pressure";
    public static final String PID_PRESSURE = "node.kubernetes.io/pid-pressure";
    public static final String NETWORK_UNAVAILABLE = "node.kubernetes.io/network-unavailable";
    public static final String OUT_OF_SERVICE = "node.kubernetes.io/out-of-service";
    /** The cluster autoscaler's mark on a node that it is about to delete. */
    public static final String TO_BE_DELETED = "ToBeDeletedByClusterAutoscaler";
    /** The cluster autoscaler's softer mark on a node that it would like to delete. */
    public static final String DELETION_CANDIDATE = "DeletionCandidateOfClusterAutoscaler";
    /** Karpenter's mark on a node that it is about to delete, since v1. */
    public static final String KARPENTER_DISRUPTED = "karpenter.sh/disrupted";

    private WellKnown() {}
}

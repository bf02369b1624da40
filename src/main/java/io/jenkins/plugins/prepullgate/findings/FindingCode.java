package io.jenkins.plugins.prepullgate.findings;

import static io.jenkins.plugins.prepullgate.findings.FindingClass.AUDIT;
import static io.jenkins.plugins.prepullgate.findings.FindingClass.BUDGET;
import static io.jenkins.plugins.prepullgate.findings.FindingClass.CONDITIONAL;
import static io.jenkins.plugins.prepullgate.findings.FindingClass.INFO;
import static io.jenkins.plugins.prepullgate.findings.FindingClass.PERMANENT;
import static io.jenkins.plugins.prepullgate.findings.FindingClass.TRANSIENT;

/**
 * Every finding by its stable name. The names are public API: documented in {@code docs/FINDINGS.md}, never renamed.
 *
 * <p>The class is the one that a code starts with; probation ({@link FindingClass#CONDITIONAL}) and the caller's overrides may change it. A code
 * whose {@link #unanimityDecides()} is true also becomes permanent at once when every eligible node shows it: then the fault lies with the image or
 * the request, and not with one node or an outage.
 */
public enum FindingCode {
    PULL_IN_PROGRESS(101, INFO, Blame.NOBODY, "an image is being pulled"),
    PULL_QUEUED(102, INFO, Blame.NOBODY, "a pull waits behind another one on its node"),
    SKIPPED_UNCHANGED(103, INFO, Blame.NOBODY, "the chart skips the prepull because the images did not change"),
    NODE_EXCLUDED_TAINT(104, INFO, Blame.CLUSTER, "a taint keeps the puller off a node"),
    NODE_EXCLUDED_SELECTOR(105, INFO, Blame.WORKLOAD, "the puller's node selector or affinity leaves a node out"),
    NODE_CORDONED_BUT_INCLUDED(106, INFO, Blame.CLUSTER, "a cordoned node is counted all the same"),
    NODE_SET_CHANGED(107, INFO, Blame.CLUSTER, "nodes came or went during the wait"),
    NOT_PERMITTED_DETAIL(108, INFO, Blame.CALLER, "rights are missing, so the diagnosis is narrower"),
    PULL_SLOW(109, INFO, Blame.NODE, "a pull takes much longer than it should"),
    CLOCK_DIFFERS(110, INFO, Blame.CALLER, "the clock here and the API server's differ"),

    DS_NOT_FOUND(201, CONDITIONAL, Blame.CALLER, "no puller DaemonSet appeared"),
    DS_AMBIGUOUS(202, PERMANENT, Blame.CALLER, "more than one puller DaemonSet matches"),
    DS_NOT_OBSERVED(203, CONDITIONAL, Blame.CLUSTER, "the DaemonSet controller has not looked at the puller"),
    DS_DELETING(204, CONDITIONAL, Blame.CALLER, "the puller was removed before it was complete"),
    NO_ELIGIBLE_NODES(205, CONDITIONAL, Blame.CLUSTER, "no node may run the puller"),
    DESIRED_MISMATCH(206, INFO, Blame.CLUSTER, "the controller counts other nodes than the rules say"),
    POD_CREATE_QUOTA(207, CONDITIONAL, Blame.WORKLOAD, "a resource quota forbids the puller's pods"),
    POD_CREATE_LIMITRANGE(208, PERMANENT, Blame.WORKLOAD, "a limit range forbids the puller's pods"),
    POD_CREATE_PSA(209, PERMANENT, Blame.WORKLOAD, "Pod Security admission forbids the puller's pods"),
    POD_CREATE_WEBHOOK_DENIED(210, PERMANENT, Blame.CLUSTER, "an admission webhook or policy denies the puller's pods"),
    POD_CREATE_WEBHOOK_FAILED(210, TRANSIENT, Blame.CLUSTER, "an admission webhook does not answer"),
    POD_CREATE_SERVICEACCOUNT(211, CONDITIONAL, Blame.WORKLOAD, "the puller's service account does not exist"),
    POD_CREATE_PRIORITYCLASS(212, PERMANENT, Blame.WORKLOAD, "the puller's priority class does not exist"),
    POD_CREATE_OTHER(213, CONDITIONAL, Blame.CLUSTER, "the controller cannot create the puller's pods"),
    POD_REJECTED_LOOP(214, PERMANENT, Blame.NODE, "the kubelet rejects the puller's pod over and over"),

    NODE_NOT_READY(301, CONDITIONAL, Blame.NODE, "a node is not ready"),
    NODE_UNREACHABLE(302, CONDITIONAL, Blame.NODE, "a node does not answer"),
    NODE_DISK_PRESSURE(303, CONDITIONAL, Blame.NODE, "a node's disk is nearly full"),
    NODE_MEMORY_PRESSURE(304, CONDITIONAL, Blame.NODE, "a node is short of memory or process ids"),
    NODE_NETWORK_UNAVAILABLE(305, CONDITIONAL, Blame.NODE, "a node's network is not up"),
    NODE_SHUTDOWN(306, INFO, Blame.CLUSTER, "a node is being taken away"),
    NODE_PULL_BLOCKED(307, CONDITIONAL, Blame.NODE, "a pull that does not end blocks its node"),

    UNSCHEDULABLE_TOO_MANY_PODS(401, CONDITIONAL, Blame.SCHEDULING, "a node is full"),
    UNSCHEDULABLE_RESOURCES(402, CONDITIONAL, Blame.SCHEDULING, "a node has too little cpu, memory or disk left"),
    UNSCHEDULABLE_TAINT_RACE(403, TRANSIENT, Blame.CLUSTER, "a node was tainted after its puller pod was made"),
    UNSCHEDULABLE_OTHER(404, CONDITIONAL, Blame.SCHEDULING, "the scheduler cannot place a puller pod"),
    NOT_SCHEDULED_NO_CONDITION(405, CONDITIONAL, Blame.CLUSTER, "the scheduler has not looked at a puller pod"),

    PULL_PLATFORM_MISMATCH(501, PERMANENT, Blame.IMAGE, "the image has no variant for the node's platform"),
    PULL_NOT_FOUND(502, CONDITIONAL, Blame.IMAGE, "the image does not exist", true),
    PULL_DENIED_OR_ABSENT(503, CONDITIONAL, Blame.CREDENTIALS, "the registry refuses the image, or it does not exist", true),
    PULL_RATE_LIMITED(504, TRANSIENT, Blame.REGISTRY, "the registry limits the rate of pulls"),
    PULL_REGISTRY_UNAVAILABLE(505, TRANSIENT, Blame.REGISTRY, "the registry does not serve"),
    PULL_DNS(506, CONDITIONAL, Blame.CLUSTER, "the registry's name cannot be resolved"),
    PULL_NETWORK(507, TRANSIENT, Blame.CLUSTER, "the connection to the registry fails"),
    PULL_TLS(508, PERMANENT, Blame.CLUSTER, "the registry's certificate is not accepted"),
    PULL_NO_SPACE(509, PERMANENT, Blame.NODE, "the node's disk is full"),
    PULL_SIGNATURE(510, PERMANENT, Blame.IMAGE, "the image's signature is not accepted"),
    PULL_INVALID_NAME(511, PERMANENT, Blame.WORKLOAD, "the image reference is malformed"),
    PULL_NEVER(512, PERMANENT, Blame.WORKLOAD, "the pull policy is Never and the image is absent"),
    PULL_INSPECT(513, CONDITIONAL, Blame.NODE, "the runtime cannot inspect the image"),
    PULL_CORRUPT(514, CONDITIONAL, Blame.REGISTRY, "the image arrives damaged"),
    PULL_STALLED(515, CONDITIONAL, Blame.NODE, "a pull shows no progress"),
    PULL_UNKNOWN(516, CONDITIONAL, Blame.REGISTRY, "an image cannot be pulled, for a reason not known here"),
    PULL_RUNTIME_DOWN(517, TRANSIENT, Blame.NODE, "the node's container runtime does not answer"),

    SANDBOX_FAILED(601, CONDITIONAL, Blame.NODE, "a pod's sandbox cannot be set up"),
    INIT_NO_SHELL(602, PERMANENT, Blame.IMAGE, "the image was pulled but has no shell to run the puller's command"),
    INIT_EXIT_NONZERO(603, CONDITIONAL, Blame.IMAGE, "the puller's command fails in the image"),
    CREATE_CONFIG(604, CONDITIONAL, Blame.WORKLOAD, "the container's configuration is refused"),
    CREATE_CONTAINER(605, CONDITIONAL, Blame.NODE, "the runtime cannot create the container"),
    CRASH_LOOP(606, CONDITIONAL, Blame.IMAGE, "a puller container crashes again and again"),
    EVICTED(607, TRANSIENT, Blame.NODE, "a puller pod was evicted"),
    MOUNT(608, CONDITIONAL, Blame.NODE, "a volume of the puller cannot be mounted"),

    AWAITER_PENDING(701, CONDITIONAL, Blame.SCHEDULING, "the awaiter's pod does not run"),
    AWAITER_RBAC(702, PERMANENT, Blame.WORKLOAD, "the awaiter may not read its DaemonSet"),
    AWAITER_FAILED(703, PERMANENT, Blame.WORKLOAD, "the awaiter has failed"),
    AWAITER_FALSE_SUCCESS(704, AUDIT, Blame.CLUSTER, "the awaiter passed though images are missing"),
    HELM_OPERATION_IN_PROGRESS(705, CONDITIONAL, Blame.CALLER, "the helm release is already being changed"),
    HELM_TIMEOUT_NEAR(706, AUDIT, Blame.CALLER, "helm will give up before the prepull can end"),
    IMAGE_GONE_AFTER_PULL(707, AUDIT, Blame.NODE, "an image was removed after it had been pulled"),
    PREPULL_NOT_SHARED(710, AUDIT, Blame.WORKLOAD, "user pods cannot use what is pulled without asking the registry"),
    USER_PODS_PULL_ALWAYS(711, AUDIT, Blame.WORKLOAD, "user pods depend on the registry whatever is pulled for them"),
    IMAGE_GC_NEAR(712, AUDIT, Blame.NODE, "a node is about to remove what was pulled"),
    HELM_FAILED(708, PERMANENT, Blame.CALLER, "helm gave up on the release while the prepull was awaited"),
    HELM_RELEASE_STATE(709, INFO, Blame.CALLER, "helm's release is not deployed"),

    CP_NOT_TAINTED(801, AUDIT, Blame.CLUSTER, "a control-plane node carries no NoSchedule taint"),
    CP_NOT_CORDONED(802, AUDIT, Blame.CLUSTER, "a control-plane node is not cordoned"),
    CP_TOLERATED_BY_USERPODS(803, AUDIT, Blame.WORKLOAD, "the puller tolerates the control plane's taint"),
    CP_DRIFT_DURING_WAIT(804, AUDIT, Blame.CLUSTER, "a control-plane node changed during the wait"),
    CP_ENV_DRIFT(805, AUDIT, Blame.CLUSTER, "the two clusters' control planes differ"),
    CP_NONE_VISIBLE(806, INFO, Blame.NOBODY, "the cluster shows no control-plane node"),

    BUDGET_EXCEEDED(901, BUDGET, Blame.CALLER, "the budget ran out"),
    CANCELLED(902, BUDGET, Blame.CALLER, "the wait was cancelled"),
    API_FORBIDDEN(903, PERMANENT, Blame.CALLER, "the cluster refuses the caller"),
    API_UNREACHABLE(904, TRANSIENT, Blame.CLUSTER, "the cluster cannot be reached"),
    WATCH_GONE(905, TRANSIENT, Blame.CLUSTER, "a watch was lost and read again"),
    PARTIAL_ACCEPTED(906, INFO, Blame.CALLER, "fewer nodes than all were accepted"),
    STALLED(908, BUDGET, Blame.CALLER, "nothing moved for too long"),
    INTERNAL(907, PERMANENT, Blame.CALLER, "the gate itself failed"),

    HUB_NOT_HEALTHY(1001, BUDGET, Blame.HUB, "the hub does not serve"),
    HUB_CHECKS_PENDING(1002, BUDGET, Blame.HUB, "the hub has not looked at every server since it started"),
    HUB_PROXY_UNREACHABLE(1003, PERMANENT, Blame.HUB, "the proxy before the hub cannot be connected to"),
    HUB_ROUTE_DEAD(1004, PERMANENT, Blame.HUB, "nobody answers behind a route"),
    HUB_ROUTE_MISSING(1005, PERMANENT, Blame.HUB, "the proxy does not know a running server"),
    HUB_ROUTE_STALE(1006, INFO, Blame.HUB, "the proxy has a route to a server that does not run"),
    HUB_ROUTE_SLOW(1007, INFO, Blame.HUB, "a server answers slowly"),
    HUB_ROUTES_UNCHECKED(1008, BUDGET, Blame.CALLER, "not every route could be checked"),
    HUB_SCALE_DRIFT(1009, AUDIT, Blame.HUB, "staging is smaller than production"),
    HUB_STARTUP_HIDDEN(1010, AUDIT, Blame.HUB, "staging would not have shown how long production takes to start"),
    HUB_VERSION_DRIFT(1011, INFO, Blame.HUB, "staging and production run different versions of JupyterHub"),
    HUB_LOOKS_LIKE_PRODUCTION(1012, PERMANENT, Blame.CALLER, "a hub that is to be changed for a test looks like production"),
    HUB_SEED_INCOMPLETE(1013, PERMANENT, Blame.HUB, "not every user could be created or removed"),
    HUB_PRUNE_INCOMPLETE(1014, PERMANENT, Blame.HUB, "not every inactive user could be deleted"),
    HUB_PRUNE_TOO_MANY(1015, PERMANENT, Blame.CALLER, "more users would be deleted than are allowed"),
    HUB_BACKUP_FAILED(1016, PERMANENT, Blame.CALLER, "the backup of users could not be kept"),
    HUB_RESTORE_INCOMPLETE(1017, PERMANENT, Blame.HUB, "not every user could be restored"),
    HUB_POD_MISSING(1018, CONDITIONAL, Blame.HUB, "no pod of the hub exists");

    private final int number;
    private final FindingClass base;
    private final Blame blame;
    private final String meaning;
    private final boolean unanimityDecides;

    FindingCode(int number, FindingClass base, Blame blame, String meaning) {
        this(number, base, blame, meaning, false);
    }

    FindingCode(int number, FindingClass base, Blame blame, String meaning, boolean unanimityDecides) {
        this.number = number;
        this.base = base;
        this.blame = blame;
        this.meaning = meaning;
        this.unanimityDecides = unanimityDecides;
    }

    /**
     * Its number, whose hundreds tell the family: 1xx information, 2xx DaemonSet, 3xx node, 4xx scheduling, 5xx pull, 6xx run, 7xx helm, 8xx audit,
     * 9xx wait, 10xx hub.
     */
    public int number() {
        return number;
    }

    /** What the code is before probation and overrides. */
    public FindingClass base() {
        return base;
    }

    public Blame blame() {
        return blame;
    }

    /** What it means, a clause without names. */
    public String meaning() {
        return meaning;
    }

    /** Whether it is permanent at once when every eligible node shows it. */
    public boolean unanimityDecides() {
        return unanimityDecides;
    }
}

package io.jenkins.plugins.prepullgate.findings;

/**
 * What raises each finding and what mends it, in general terms; a finding itself carries the remedy with the names filled in.
 * {@code docs/FINDINGS.md} is generated from this, and a test keeps the two in step.
 *
 * @param trigger what in the cluster raises it
 * @param remedy what to do; empty when nothing has to be done
 */
public record FindingGuide(String trigger, String remedy) {
    /** The guide to a code; never null. */
    public static FindingGuide of(FindingCode code) {
        return switch (code.number() / 100) {
            case 1 -> information(code);
            case 2 -> puller(code);
            case 3 -> node(code);
            case 4 -> scheduling(code);
            case 5 -> pull(code);
            case 6 -> run(code);
            case 7 -> helm(code);
            case 8 -> controlPlane(code);
            case 9 -> wait(code);
            default -> hub(code);
        };
    }

    private static FindingGuide guide(String trigger, String remedy) {
        return new FindingGuide(trigger, remedy);
    }

    private static IllegalArgumentException missing(FindingCode code) {
        return new IllegalArgumentException("no guide to " + code);
    }

    private static FindingGuide information(FindingCode code) {
        return switch (code) {
            case PULL_IN_PROGRESS -> guide("a pull has lasted more than a minute and is neither slow nor stalled", "");
            case PULL_SLOW -> guide(
                    "a pull has lasted more than a minute and more than three times as long as other nodes' times, or its size and the rate of "
                            + "earlier pulls, let expect",
                    "compare the node's way to the registry with that of the others");
            case PULL_QUEUED -> guide(
                    "an earlier `Pulling` on the node, of any pod in the namespace, is without `Pulled` or `Failed`; or a `Pulled` counts more than "
                            + "30 s of waiting",
                    "`maxParallelImagePulls` and `serializeImagePulls: false` in the kubelet's configuration");
            case SKIPPED_UNCHANGED -> guide("there is no puller and the hub's ConfigMap holds the checksum that the caller named", "");
            case NODE_EXCLUDED_TAINT -> guide(
                    "a NoSchedule or NoExecute taint that neither the template nor the DaemonSet controller's own tolerations tolerate; "
                            + "it fails where the prepuller waits for the node all the same",
                    "`prePuller.extraTolerations`, or nothing");
            case NODE_EXCLUDED_SELECTOR -> guide(
                    "node selector, required affinity or node name do not match",
                    "`singleuser.nodeSelector`, or nothing");
            case NODE_CORDONED_BUT_INCLUDED -> guide(
                    "`spec.unschedulable` on a node that is counted: the DaemonSet controller tolerates a cordon",
                    "taint the node if it is to be left out");
            case NODE_SET_CHANGED -> guide("a node that was counted was deleted during the wait", "");
            case NOT_PERMITTED_DETAIL -> guide(
                    "the API server forbids to list pods, nodes, events or jobs, or, where a release is named, secrets",
                    "grant get, list and watch");
            case CLOCK_DIFFERS -> guide(
                    "the `Date` of the API server's answers is ten seconds or more off the clock of the machine that the gate runs on; how long "
                            + "something has been wrong goes by the API server's",
                    "set the clock that is wrong: `timedatectl`");
            default -> throw missing(code);
        };
    }

    private static FindingGuide puller(FindingCode code) {
        return switch (code) {
            case DS_NOT_FOUND -> guide(
                    "no DaemonSet answers to the query",
                    "check namespace, release and `prePuller.hook.enabled`; an unchanged chart starts no puller");
            case DS_AMBIGUOUS -> guide("several DaemonSets answer to the query", "name the release or the DaemonSet");
            case DS_NOT_OBSERVED -> guide("`status.observedGeneration` is behind `metadata.generation`", "is kube-controller-manager up?");
            case DS_DELETING -> guide(
                    "the puller has a deletion timestamp or is gone before every node was ready; a new one under the same name is "
                            + "followed",
                    "`helm history`; start the deploy again");
            case NO_ELIGIBLE_NODES -> guide("no node is counted: 0 of 0 is not success", "`prePuller.extraTolerations`, `singleuser.nodeSelector`");
            case DESIRED_MISMATCH -> guide(
                    "`status.desiredNumberScheduled` differs from the nodes that the controller's own rules count",
                    "usually none; after a change of taints the count can be stale (kubernetes #132459)");
            case POD_CREATE_QUOTA -> guide("FailedCreate with `exceeded quota` or `failed quota`", "raise the quota or lower `prePuller.resources`");
            case POD_CREATE_LIMITRANGE -> guide("FailedCreate with a limit range's text", "set `prePuller.resources` inside its bounds");
            case POD_CREATE_PSA -> guide(
                    "FailedCreate with `violates PodSecurity`",
                    "`prePuller.containerSecurityContext`, or the namespace's level");
            case POD_CREATE_WEBHOOK_DENIED -> guide(
                    "FailedCreate with `admission webhook … denied the request` or `ValidatingAdmissionPolicy … denied request`",
                    "change the policy that the text names");
            case POD_CREATE_WEBHOOK_FAILED -> guide("FailedCreate with `failed calling webhook`", "is the webhook's own pod up?");
            case POD_CREATE_SERVICEACCOUNT -> guide(
                    "FailedCreate with `error looking up service account`",
                    "create it; `prePuller.hook.serviceAccountImagePuller`");
            case POD_CREATE_PRIORITYCLASS -> guide(
                    "FailedCreate with `no PriorityClass with name`",
                    "create it, or `scheduling.podPriority.enabled: false`");
            case POD_CREATE_OTHER -> guide("FailedCreate with any other text", "`kubectl describe daemonset`");
            case POD_REJECTED_LOOP -> guide(
                    "the kubelet has rejected the puller's pod on a node three times (FailedDaemonPod: OutOfpods, NodeAffinity, …)",
                    "`kubectl describe node`; labels or resources differ between scheduler and kubelet");
            default -> throw missing(code);
        };
    }

    private static FindingGuide node(FindingCode code) {
        return switch (code) {
            case NODE_NOT_READY -> guide("condition Ready is False on a node that is waited for", "restart its kubelet, or delete the node");
            case NODE_UNREACHABLE -> guide(
                    "condition Ready is Unknown or absent on a node that is waited for",
                    "restart its kubelet, or delete the node");
            case NODE_DISK_PRESSURE -> guide("condition DiskPressure", "free its disk, or give it a larger one");
            case NODE_MEMORY_PRESSURE -> guide("condition MemoryPressure or PIDPressure", "`kubectl describe node`");
            case NODE_NETWORK_UNAVAILABLE -> guide("condition NetworkUnavailable", "is the CNI up there?");
            case NODE_PULL_BLOCKED -> guide(
                    "the pull that others on the node wait behind has lasted more than 6 min and three times as long as it should, or 10 min where "
                            + "nobody knows how long that is; told also after its pod is gone, for the hour that events live; not for pods of "
                            + "other namespaces",
                    "restart containerd on the node: deploying again does not end the pull. containerd 1.7 frees a stalled node by itself after "
                            + "about 5m20s");
            case NODE_SHUTDOWN -> guide("taint of the cluster autoscaler, of Karpenter, or out-of-service", "");
            default -> throw missing(code);
        };
    }

    private static FindingGuide scheduling(FindingCode code) {
        return switch (code) {
            case UNSCHEDULABLE_TOO_MANY_PODS -> guide("PodScheduled is False: `Too many pods`", "end some pods there, or give the puller a priority");
            case UNSCHEDULABLE_RESOURCES -> guide("PodScheduled is False: `Insufficient …`", "lower `prePuller.resources`");
            case UNSCHEDULABLE_TAINT_RACE -> guide(
                    "a puller pod that no node runs yet, and its node has got a taint that is not tolerated; the node is not waited for",
                    "the controller removes the pod by itself");
            case UNSCHEDULABLE_OTHER -> guide("PodScheduled is False for another reason", "`kubectl describe pod`");
            case NOT_SCHEDULED_NO_CONDITION -> guide("a pending pod without the condition PodScheduled", "is kube-scheduler up?");
            default -> throw missing(code);
        };
    }

    private static FindingGuide pull(FindingCode code) {
        String text = "the runtime's text (see below)";
        return switch (code) {
            case PULL_PLATFORM_MISMATCH -> guide(
                    text + ", or a container whose last words are `exec format error`",
                    "build the image for the node's platform, or keep the puller off it");
            case PULL_NOT_FOUND -> guide(text, "correct the tag in the chart's values, or push it");
            case PULL_DENIED_OR_ABSENT -> guide(
                    text + "; registries answer alike for a missing right and a missing repository",
                    "check the name and the pull secret in the namespace");
            case PULL_RATE_LIMITED -> guide(text + ", or the kubelet's own `pull QPS exceeded`", "wait, pull with an account, or use a mirror");
            case PULL_REGISTRY_UNAVAILABLE -> guide(
                    text + ", or the reason RegistryUnavailable",
                    "is the registry up? The nodes try again by themselves");
            case PULL_DNS -> guide(text, "check the registry's name and the node's DNS");
            case PULL_NETWORK -> guide(text, "check the way from the node to the registry");
            case PULL_TLS -> guide(text, "give the nodes the registry's CA, or renew its certificate");
            case PULL_NO_SPACE -> guide(text, "free the node's disk, or give it a larger one");
            case PULL_SIGNATURE -> guide(
                    "the reason SignatureValidationFailed, or the runtime's text",
                    "sign the image, or correct the policy on the node");
            case PULL_INVALID_NAME -> guide("the reason InvalidImageName", "correct the reference in the chart's values");
            case PULL_NEVER -> guide("the reason ErrImageNeverPull", "pull policy IfNotPresent, or load the image onto the node");
            case PULL_INSPECT -> guide("the reason ImageInspectError", "look at the runtime on the node");
            case PULL_CORRUPT -> guide(text, "push the image again; if one node alone shows it, clean its content store");
            case PULL_STALLED -> guide(
                    "a pull without a failure for more than 10 min and more than three times what other nodes took",
                    "restart containerd on the node: a stuck pull blocks it, also after its pod is gone");
            case PULL_RUNTIME_DOWN -> guide(
                    text + ": the kubelet cannot reach the runtime's socket, or loses it during a pull, as when containerd is restarted",
                    "is containerd up on the node? The kubelet tries again by itself");
            case PULL_UNKNOWN -> guide("a failed pull whose text is not in the table", "`kubectl describe pod`");
            default -> throw missing(code);
        };
    }

    private static FindingGuide run(FindingCode code) {
        return switch (code) {
            case SANDBOX_FAILED -> guide("event FailedCreatePodSandBox", "is the CNI up, are addresses left?");
            case INIT_NO_SHELL -> guide(
                    "the container cannot start: `exec: … no such file or directory`",
                    "leave the image out of `prePuller.extraImages`, or add a shell; the image itself is on the node");
            case INIT_EXIT_NONZERO -> guide("a puller container ended with another exit code than 0", "`kubectl logs --previous`");
            case CREATE_CONFIG -> guide("the reason CreateContainerConfigError", "`kubectl describe pod`");
            case CREATE_CONTAINER -> guide("the reason CreateContainerError or RunContainerError", "`kubectl describe pod`");
            case CRASH_LOOP -> guide(
                    "the reason CrashLoopBackOff",
                    "`kubectl logs --previous`; an image of another architecture ends in `exec format error`");
            case EVICTED -> guide("pod phase Failed with the reason Evicted or Preempting", "`kubectl describe node`");
            case MOUNT -> guide("event FailedMount or FailedAttachVolume", "`kubectl describe pod`");
            default -> throw missing(code);
        };
    }

    private static FindingGuide helm(FindingCode code) {
        return switch (code) {
            case AWAITER_PENDING -> guide(
                    "the awaiter Job has had no ready pod for 30 s",
                    "`scheduling.corePods.tolerations`, `prePuller.hook.nodeSelector`");
            case AWAITER_RBAC -> guide(
                    "the awaiter's pod ends with the API server's 403 or 404",
                    "Role and RoleBinding `hook-image-awaiter` in the release's namespace");
            case AWAITER_FAILED -> guide("condition Failed on the awaiter Job", "`kubectl logs` of its pods");
            case AWAITER_FALSE_SUCCESS -> guide(
                    "the awaiter Job succeeded although images are missing; permanent when the awaited helm has deployed and its puller is gone",
                    "the awaiter counts pods, not nodes; do not trust helm's success here");
            case HELM_OPERATION_IN_PROGRESS -> guide(
                    "the release's newest revision was `pending-…` before a prepull, or a wait for an upcoming puller, began; needs `list` on "
                            + "secrets",
                    "`helm history`; if no helm is running, `helm rollback` to the revision that is named");
            case HELM_FAILED -> guide(
                    "the revision that came during a wait for an upcoming puller is `failed`, or was rolled back; needs `list` on secrets",
                    "helm's own output");
            case HELM_RELEASE_STATE -> guide(
                    "the release's newest revision is `pending-…` or `failed` while nodes are missing; needs `list` on secrets",
                    "if it is pending and no helm is running, `helm rollback` to the revision that is named");
            case HELM_TIMEOUT_NEAR -> guide(
                    "half a minute is left until the awaiter Job is as old as helm's `--timeout`, if that is told, and nodes are missing",
                    "a longer `--timeout`, or prepull before helm");
            default -> useOfImages(code);
        };
    }

    /** What keeps user pods from using what was pulled. */
    private static FindingGuide useOfImages(FindingCode code) {
        return switch (code) {
            case PREPULL_NOT_SHARED -> guide(
                    "the puller pulls with image pull secrets (its own, or its service account's) that user pods lack, on a kubelet from 1.35 on, "
                            + "which refuses them the image; user pods by the caller's word, the rendered chart, or one that runs "
                            + "(`component=singleuser-server`)",
                    "the same `imagePullSecrets` for both, or none for both: `imagePullSecret`, `singleuser.image.pullSecrets`");
            case USER_PODS_PULL_ALWAYS -> guide(
                    "`imagePullPolicy: Always` in user pods: a prepull saves them bytes, not the dependence on the registry",
                    "`singleuser.image.pullPolicy: IfNotPresent`, with tags that do not move");
            case IMAGE_GC_NEAR -> guide(
                    "condition DiskPressure on a node that has images of this puller; or a forecast (\"may\"): the sizes that the node lists, with "
                            + "the puller's images and doubled for being unpacked, exceed 85 % of its capacity of ephemeral storage, and would not "
                            + "without the puller's. How full the disk is cannot be seen without the right to `nodes/proxy`; nor an image file "
                            + "system of its own",
                    "free the node's disk, or give it a larger one, before the puller ends");
            case IMAGE_GONE_AFTER_PULL -> guide(
                    "the kubelet pulls an image (policy other than `Always`) for a new puller pod on a node that was ready during this wait",
                    "raise the kubelet's image GC thresholds, or stop what removes images");
            default -> throw missing(code);
        };
    }

    private static FindingGuide controlPlane(FindingCode code) {
        return switch (code) {
            case CP_NOT_TAINTED -> guide(
                    "a control-plane node without a NoSchedule or NoExecute taint under a role key",
                    "`kubectl taint node NODE node-role.kubernetes.io/control-plane:NoSchedule`");
            case CP_NOT_CORDONED -> guide(
                    "a control-plane node that is not cordoned, where a cordon is demanded or the prepuller of z2jh 0.6 waits for it",
                    "`kubectl cordon NODE`");
            case CP_TOLERATED_BY_USERPODS -> guide("a toleration of the puller lets it onto the control plane", "narrow the toleration");
            case CP_DRIFT_DURING_WAIT -> guide(
                    "a control-plane node lost its taint or its cordon during the wait; fails where that changes what is waited for",
                    "`kubectl cordon NODE` or `kubectl taint node …`, and find out who undid it");
            case CP_ENV_DRIFT -> guide("two clusters protect their control plane, or taint their nodes, differently", "make them alike");
            case CP_NONE_VISIBLE -> guide("no node carries a control-plane label or taint, as in managed clusters", "");
            default -> throw missing(code);
        };
    }

    private static FindingGuide wait(FindingCode code) {
        return switch (code) {
            case BUDGET_EXCEEDED -> guide("the budget ended before a verdict", "see the nodes that are not ready; a longer `budget`");
            case CANCELLED -> guide("the wait was aborted", "");
            case API_FORBIDDEN -> guide("the API server forbids to list DaemonSets", "grant get, list and watch on daemonsets.apps");
            case API_UNREACHABLE -> guide(
                    "the cluster has not been seen for as long as `apiOutage` says, two minutes unless set",
                    "is the API server up, is the address right?");
            case WATCH_GONE -> guide("a watch was closed with 410 Gone and everything was read again", "");
            case PARTIAL_ACCEPTED -> guide("`tolerate` covers the nodes that are missing", "");
            case STALLED -> guide("no node came further for as long as `stallAfter` says", "see the nodes that are not ready");
            case INTERNAL -> guide("a fault of the gate", "report it with the log");
            default -> throw missing(code);
        };
    }

    private static FindingGuide hub(FindingCode code) {
        return switch (code) {
            case HUB_NOT_HEALTHY -> guide("`/hub/health` is not answered with 200 until the budget ends", "`kubectl logs deployment/hub`");
            case HUB_CHECKS_PENDING -> guide(
                    "a server is still `pending: check` in `GET /hub/api/users?state=active` when the budget ends",
                    "a longer budget; servers that hang hold a hub up for `http_timeout` each");
            case HUB_PROXY_UNREACHABLE -> guide(
                    "a connection to the public address is refused or not made in time",
                    "is the proxy's pod up, is the address right?");
            case HUB_ROUTE_DEAD -> guide(
                    "a running server's route is answered with 5xx or not in time, twice",
                    "stop the server at `/hub/admin`, so that its user can start it again");
            case HUB_ROUTE_MISSING -> guide(
                    "a running server is not in `GET /hub/api/proxy`, or the proxy sends requests for it to the hub, twice",
                    "`POST /hub/api/proxy`, or restart the hub");
            case HUB_ROUTE_STALE -> guide(
                    "`GET /hub/api/proxy` has a route to a server that neither runs nor is pending, twice",
                    "`POST /hub/api/proxy`");
            case HUB_ROUTE_SLOW -> guide("a server answers later than `slowAfter`", "look at its node");
            case HUB_ROUTES_UNCHECKED -> guide(
                    "the budget ended during the check of routes; or the hub names them on another host than its own, which is not asked",
                    "a longer budget, or a higher concurrency; `--route-domain`");
            case HUB_POD_MISSING -> guide(
                    "no pod carries the hub's labels, and no event says why",
                    "`kubectl get deployment hub`: is it scaled to 0, is it this namespace?");
            default -> hubUsers(code);
        };
    }

    /** Comparing hubs, and changing their users. */
    private static FindingGuide hubUsers(FindingCode code) {
        return switch (code) {
            case HUB_SCALE_DRIFT -> guide(
                    "staging has less than `minRatio` of production's users, users with servers or routes",
                    "`prepull-gate hub seed` on staging");
            case HUB_STARTUP_HIDDEN -> guide(
                    "production's last start, or staging's times the servers that it lacks, passes `maxStartup`, and staging's does not",
                    "seed staging with running servers");
            case HUB_VERSION_DRIFT -> guide("`GET /hub/api/` tells different versions", "deploy the same chart to both");
            case HUB_LOOKS_LIKE_PRODUCTION -> guide(
                    "20 users besides the seeded ones were active within 7 days, or 10 have a running server",
                    "name staging's hub");
            case HUB_SEED_INCOMPLETE -> guide(
                    "the hub failed six times one after the other, or the budget ended",
                    "run it again: it goes on where it stopped");
            case HUB_PRUNE_INCOMPLETE -> guide(
                    "the hub failed six times one after the other, or the budget ended, while users were deleted",
                    "run it again with another backup file: it goes on with those who are left");
            case HUB_PRUNE_TOO_MANY -> guide(
                    "more users than `atMost` are inactive since the date; nobody was deleted",
                    "look at the date, or allow more");
            case HUB_BACKUP_FAILED -> guide(
                    "the file of the backup exists already, or cannot be written; nobody was deleted",
                    "name a file that does not exist yet, on a disk with room");
            case HUB_RESTORE_INCOMPLETE -> guide(
                    "the hub failed six times one after the other, or the budget ended, while users were restored",
                    "run it again: it goes on where it stopped");
            default -> throw missing(code);
        };
    }
}

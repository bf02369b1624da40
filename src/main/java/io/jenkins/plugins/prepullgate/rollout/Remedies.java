package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.nodes.Protection;
import java.util.List;
import java.util.Optional;

/** What to do about a finding: the command or the chart's value that mends it, with the names filled in. */
final class Remedies {
    private final Symptom symptom;
    private final Scene scene;
    private final String node;
    /** All of them, in words. */
    private final String nodes;
    private final String namespace;
    private final String pod;

    private Remedies(Symptom symptom, Scene scene, List<String> nodes) {
        this.symptom = symptom;
        this.scene = scene;
        this.node = nodes.isEmpty() ? "NODE" : nodes.get(0);
        this.nodes = nodes.isEmpty() ? node : Names.of(nodes);
        this.namespace = scene.view.query().namespace();
        PodFacts onNode = nodes.isEmpty() || scene.puller == null ? null : scene.podOn(node);
        this.pod = onNode == null ? "POD" : onNode.name();
    }

    /** One or two sentences; empty for findings that need nothing. */
    static String of(Symptom symptom, Scene scene, List<String> nodes) {
        return new Remedies(symptom, scene, nodes).text();
    }

    private String text() {
        return switch (symptom.code().number() / 100) {
            case 2 -> puller();
            case 3 -> node();
            case 4 -> scheduling();
            case 5 -> pull();
            case 6 -> run();
            case 7 -> helm();
            case 8 -> controlPlane();
            default -> other();
        };
    }

    private String other() {
        return switch (symptom.code()) {
            case NODE_EXCLUDED_TAINT -> symptom.decisive()
                    ? "kubectl cordon " + node
                            + " (this prepuller leaves out only what is cordoned), or move to a chart from 0.7 on, which understands taints"
                    : "";
            case NODE_EXCLUDED_SELECTOR -> symptom.decisive() ? "kubectl cordon " + node + ", or widen singleuser.nodeSelector" : "";
            case PULL_SLOW ->
                    "compare the way of " + nodes + " to " + registry(symptom.image()) + " with that of the other nodes (disk, proxy, mirror)";
            case NOT_PERMITTED_DETAIL -> symptom.object().equals("resource secrets")
                    ? "grant list and watch on secrets in " + namespace + " (of helm's own the labels are read, nothing else), or name no release"
                    : "grant get, list and watch on " + symptom.object().replace("resource ", "")
                            + " to the gate's account (docs/OPERATIONS.md, RBAC)";
            case CLOCK_DIFFERS -> "set the clock that is wrong (timedatectl): here, on the API server, or on the proxy that answers for it";
            default -> "";
        };
    }

    private String puller() {
        return switch (symptom.code()) {
            case DS_NOT_FOUND ->
                    "kubectl -n " + namespace + " get daemonsets --show-labels; check the namespace, the release, and prePuller.hook.enabled; "
                            + "an unchanged chart starts no puller (prePuller.hook.pullOnlyOnChanges)";
            case DS_AMBIGUOUS -> "name the release or the DaemonSet";
            case DS_NOT_OBSERVED -> "kubectl -n kube-system get pods -l component=kube-controller-manager: is the controller manager up?";
            case DS_DELETING -> "helm or somebody else removed it: helm history " + release() + " -n " + namespace + "; start the deploy again";
            case NO_ELIGIBLE_NODES ->
                    "kubectl get nodes -o custom-columns=NAME:.metadata.name,TAINTS:.spec.taints; tolerate the taint with prePuller.extraTolerations "
                            + "and singleuser.extraTolerations, or correct singleuser.nodeSelector";
            case DESIRED_MISMATCH ->
                    "kubectl -n " + namespace + " get daemonset " + pullerName() + "; after a change of taints the controller's count can be stale";
            case POD_CREATE_QUOTA -> "kubectl -n " + namespace + " describe resourcequota; raise the quota or lower prePuller.resources";
            case POD_CREATE_LIMITRANGE -> "kubectl -n " + namespace + " describe limitrange; set prePuller.resources inside its bounds";
            case POD_CREATE_PSA -> "kubectl get namespace " + namespace + " --show-labels; set prePuller.containerSecurityContext to what the level "
                    + "demands, or lower pod-security.kubernetes.io/enforce";
            case POD_CREATE_WEBHOOK_DENIED ->
                    "kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations; change the policy that the text names";
            case POD_CREATE_WEBHOOK_FAILED ->
                    "kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations; is the webhook's own pod up?";
            case POD_CREATE_SERVICEACCOUNT ->
                    "kubectl -n " + namespace + " get serviceaccounts; create the one that prePuller.hook.serviceAccountImagePuller names";
            case POD_CREATE_PRIORITYCLASS -> "kubectl get priorityclasses; create the class, or set scheduling.podPriority.enabled to false";
            default -> "kubectl -n " + namespace + " describe daemonset " + pullerName();
        };
    }

    private String node() {
        return switch (symptom.code()) {
            case NODE_NOT_READY, NODE_UNREACHABLE ->
                    "kubectl describe node " + node + "; restart its kubelet, or let it go: kubectl delete node " + node;
            case NODE_DISK_PRESSURE -> "kubectl describe node " + node + "; free its disk (crictl rmi --prune on the node) or give it a larger one";
            case NODE_PULL_BLOCKED ->
                    "on " + nodes + ": systemctl restart containerd. Deploying again or deleting pods does not end the pull; "
                            + "containerd 1.7 ends one that stands still after about 5m20s, 2.x may never";
            case NODE_SHUTDOWN -> "";
            default -> "kubectl describe node " + node;
        };
    }

    private String scheduling() {
        return switch (symptom.code()) {
            case UNSCHEDULABLE_TOO_MANY_PODS -> "kubectl get pods -A --field-selector spec.nodeName=" + node
                    + "; end some, or give the puller a priority (scheduling.podPriority.enabled)";
            case UNSCHEDULABLE_RESOURCES -> "lower prePuller.resources.requests, or free the node: kubectl describe node " + node;
            case UNSCHEDULABLE_TAINT_RACE -> "kubectl describe node " + node + "; the controller removes the pod by itself if the taint stays";
            case NOT_SCHEDULED_NO_CONDITION -> "kubectl -n kube-system get pods -l component=kube-scheduler: is the scheduler up?";
            default -> "kubectl -n " + namespace + " describe pod " + pod;
        };
    }

    private String pull() {
        String image = symptom.image();
        return switch (symptom.code()) {
            case PULL_PLATFORM_MISMATCH ->
                    "build " + image + " for " + architecture()
                            + " too, or keep the puller off such nodes with singleuser.nodeSelector kubernetes.io/arch";
            case PULL_NOT_FOUND -> "correct the tag in the chart's values or push it: " + image;
            case PULL_DENIED_OR_ABSENT ->
                    "check that " + image + " exists, and the pull secret: kubectl -n " + namespace + " get daemonset " + pullerName()
                            + " -o jsonpath='{.spec.template.spec.imagePullSecrets}'" + secrets();
            case PULL_RATE_LIMITED -> "wait, pull with an account (imagePullSecrets), or use a mirror; Docker Hub counts per six hours";
            case PULL_REGISTRY_UNAVAILABLE -> "is " + registry(image) + " up? The nodes try again by themselves";
            case PULL_DNS -> "check the name " + registry(image) + " and the DNS of " + node;
            case PULL_NETWORK ->
                    "check the way from " + node + " to " + registry(image) + " (proxy, firewall, MTU); the nodes try again by themselves";
            case PULL_TLS -> "give the nodes the CA of " + registry(image) + ", or renew its certificate";
            case PULL_NO_SPACE -> "free the disk of " + node + " (crictl rmi --prune on the node) or give it a larger one";
            case PULL_SIGNATURE -> "sign " + image + ", or correct the policy on " + node;
            case PULL_INVALID_NAME -> "correct the reference in the chart's values: " + image;
            case PULL_NEVER -> "set the pull policy to IfNotPresent, or load the image onto " + node;
            case PULL_CORRUPT -> "push " + image + " again; if only one node shows it, clean that node's content store";
            case PULL_RUNTIME_DOWN -> "systemctl status containerd on " + nodes + "; once it runs, the kubelet tries again by itself";
            case PULL_STALLED ->
                    "if it is stuck and not just large: systemctl restart containerd on " + nodes + "; deploying again does not end the pull";
            default -> "kubectl -n " + namespace + " describe pod " + pod;
        };
    }

    private String run() {
        return switch (symptom.code()) {
            case SANDBOX_FAILED -> "kubectl -n " + namespace + " describe pod " + pod + "; is the CNI of " + node + " up, are addresses left?";
            case INIT_NO_SHELL ->
                    "the puller's command needs /bin/sh in " + symptom.image() + ": leave it out of prePuller.extraImages, or add a shell";
            case INIT_EXIT_NONZERO, CRASH_LOOP -> "kubectl -n " + namespace + " logs " + pod + " --all-containers --previous";
            case EVICTED -> "kubectl describe node " + node;
            default -> "kubectl -n " + namespace + " describe pod " + pod;
        };
    }

    private String helm() {
        return switch (symptom.code()) {
            case AWAITER_PENDING, AWAITER_FAILED, AWAITER_RBAC -> "kubectl -n " + namespace + " describe jobs; see also their pods' logs";
            case HELM_TIMEOUT_NEAR ->
                    "give helm a longer --timeout than the prepull needs, or prepull before helm; keep this log: helm deletes the puller";
            case AWAITER_FALSE_SUCCESS ->
                    "do not trust helm's success: the awaiter counts pods and not nodes. See which nodes were not ready or left out, and why; what "
                            + "they lack each user's first pod will pull";
            case HELM_OPERATION_IN_PROGRESS -> "helm history " + release() + " -n " + namespace + "; if no helm is running: " + recovery();
            case HELM_FAILED ->
                    "see helm's own output; helm history " + release() + " -n " + namespace + ". The next upgrade needs no repair before it";
            case HELM_RELEASE_STATE -> ReleaseDetector.of(scene).filter(ReleaseFacts::pending).isPresent()
                    ? "if it is still pending when helm has ended (it was killed), the next upgrade is refused until you run: " + recovery()
                    : "the next upgrade needs no repair before it";
            case PREPULL_NOT_SHARED ->
                    "give both the same pull secrets (imagePullSecret, imagePullSecrets or singleuser.image.pullSecrets in the chart), "
                            + "or neither any; kubectl -n " + namespace + " get daemonset " + pullerName()
                            + " -o jsonpath='{.spec.template.spec.imagePullSecrets}'";
            case USER_PODS_PULL_ALWAYS -> "set singleuser.image.pullPolicy to IfNotPresent, with tags that do not move";
            case IMAGE_GC_NEAR -> "free the disk of " + nodes + " before the puller ends (crictl rmi --prune on the node), or give it a larger one";
            case IMAGE_GONE_AFTER_PULL -> "kubectl get events -A --field-selector involvedObject.kind=Node,involvedObject.name=" + node
                    + "; is its disk near the kubelet's imageGCHighThresholdPercent, or does an image eraser run there?";
            default -> "";
        };
    }

    private String controlPlane() {
        return switch (symptom.code()) {
            case CP_NOT_CORDONED ->
                    "kubectl cordon " + node + ", and find out who uncordons it; or move to a chart from 0.7 on, which understands taints";
            case CP_DRIFT_DURING_WAIT -> restore();
            default -> "";
        };
    }

    /** The command that undoes the loss. */
    private String restore() {
        NodeFacts now = scene.node(symptom.node());
        Protection before = Protection.parse(scene.memory.controlPlane().get(symptom.node()));
        String cordon = before.cordoned() && !now.unschedulable() ? "kubectl cordon " + node : "";
        boolean taintLost = !before.taint().isEmpty() && Protection.of(now).taint().isEmpty();
        String taint = taintLost ? "kubectl taint node " + node + " " + before.taint() : "";
        return cordon + (cordon.isEmpty() || taint.isEmpty() ? "" : " && ") + taint;
    }

    private String release() {
        return ReleaseDetector.of(scene).map(ReleaseFacts::name).orElse("RELEASE");
    }

    private String recovery() {
        return ReleaseDetector.of(scene).map(release -> release.recovery(namespace)).orElse("helm rollback RELEASE -n " + namespace);
    }

    private String pullerName() {
        return scene.puller == null ? "PULLER" : scene.puller.name();
    }

    private String secrets() {
        List<String> secrets = scene.puller == null ? List.of() : scene.puller.template().pullSecrets();
        return secrets.isEmpty() ? " (the puller uses none)" : " (the puller uses " + String.join(", ", secrets) + ")";
    }

    private String architecture() {
        return Optional.ofNullable(scene.node(node)).map(NodeFacts::architecture).filter(a -> !a.isEmpty()).orElse("that node's platform");
    }

    /** The registry of a reference: what stands before the first slash if it looks like a host, otherwise Docker Hub. */
    private static String registry(String image) {
        int slash = image.indexOf('/');
        String first = slash < 0 ? "" : image.substring(0, slash);
        return first.contains(".") || first.contains(":") || first.equals("localhost") ? first : "docker.io";
    }
}

package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.nodes.Eligibility;
import io.jenkins.plugins.prepullgate.nodes.NodeCondition;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.nodes.Placement;
import io.jenkins.plugins.prepullgate.nodes.Taint;
import io.jenkins.plugins.prepullgate.nodes.TaintEffect;
import io.jenkins.plugins.prepullgate.nodes.Toleration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Composes views of a z2jh puller, moment by moment, as a cluster would show them. Begins with an observed DaemonSet and no nodes. */
public final class ViewBuilder {
    public static final Instant START = Instant.parse("2018-01-26T18:00:00Z");
    public static final String NAMESPACE = "jhub";
    public static final String IMAGE = "quay.io/jupyterhub/k8s-singleuser-sample:4.4.0";
    public static final String SIDECAR = "quay.io/jupyterhub/k8s-network-tools:4.4.0";
    public static final String PAUSE = "registry.k8s.io/pause:3.10";

    private final Map<String, NodeFacts> nodes = new LinkedHashMap<>();
    private final Map<String, PodFacts> pods = new LinkedHashMap<>();
    private final List<EventFacts> events = new ArrayList<>();
    private final List<JobFacts> jobs = new ArrayList<>();
    private final List<ReleaseFacts> releases = new ArrayList<>();
    private final Map<Source, SourceState> sources = new EnumMap<>(Source.class);
    private PullerQuery query = PullerQuery.hook(NAMESPACE);
    private String name = "hook-image-puller";
    private String uid = "ds-1";
    private Map<String, String> labels = Map.of("component", "hook-image-puller", "app", "jupyterhub", "release", "hub");
    private List<Toleration> tolerations = List.of(new Toleration("hub.jupyter.org/dedicated", "Equal", "user", "NoSchedule"));
    private Map<String, String> nodeSelector = Map.of();
    private DaemonSetStatus status;
    private long generation = 1;
    private boolean present = true;
    private Instant createdAt = START;
    private ClockLead lead;
    private Instant deletedAt;
    private String checksum = "";
    private List<String> pullSecrets = List.of();
    private Surroundings around = Surroundings.UNKNOWN;
    private DaemonSetFacts second;

    public ViewBuilder() {
        for (Source source : Source.values()) {
            sources.put(source, new SourceState(SourceState.Sight.LIVE, START, ""));
        }
    }

    public static Taint taint(String key, String value) {
        return new Taint(key, value, TaintEffect.NO_SCHEDULE);
    }

    public ViewBuilder v06() {
        name = "pre-pull-hub-3-1516989600";
        labels = Map.of("component", "image-puller", "app", "jupyterhub", "release", "hub");
        jobs.add(new JobFacts(NAMESPACE, "pre-puller-1516989600-hub-3", "job", Map.of(), START, null, 1, 1, 0, 0, ""));
        return this;
    }

    public ViewBuilder query(PullerQuery value) {
        query = value;
        return this;
    }

    public ViewBuilder uid(String value) {
        uid = value;
        return this;
    }

    public ViewBuilder tolerating(Toleration... values) {
        tolerations = List.of(values);
        return this;
    }

    public ViewBuilder nodeSelector(String key, String value) {
        nodeSelector = Map.of(key, value);
        return this;
    }

    public ViewBuilder node(String node, Taint... taints) {
        return node(NodeFacts.of(node, Map.of("kubernetes.io/hostname", node), List.of(taints), false));
    }

    public ViewBuilder node(NodeFacts node) {
        nodes.put(node.name(), node);
        return this;
    }

    /** The master of 2018: {@code node-role.kubernetes.io/master=true:NoSchedule}, cordoned or not. */
    public ViewBuilder master(boolean cordoned) {
        return node(NodeFacts.of("master-0", Map.of("role", "master"), List.of(taint("node-role.kubernetes.io/master", "true")), cordoned));
    }

    public ViewBuilder cordoned(String node) {
        return node(NodeFacts.of(node, Map.of(), List.of(), true));
    }

    /** A node without a heartbeat, with the taints that the node controller sets. */
    public ViewBuilder notReady(String node) {
        NodeCondition ready = new NodeCondition("Ready", "Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status.", START);
        List<Taint> taints = List.of(
                new Taint("node.kubernetes.io/unreachable", "", TaintEffect.NO_SCHEDULE),
                new Taint("node.kubernetes.io/unreachable", "", TaintEffect.NO_EXECUTE));
        return node(new NodeFacts(node, "", Map.of(), taints, false, List.of(ready), "amd64", "", "", null, null));
    }

    public ViewBuilder without(String node) {
        nodes.remove(node);
        pods.remove(node);
        return this;
    }

    /** A pod whose first {@code done} images are there and whose next one is being pulled; the singleuser image is the first, of two. */
    public ViewBuilder pulling(String node, int done) {
        return pod(node, done, ContainerState.waiting("PodInitializing", ""), false);
    }

    public ViewBuilder ready(String node) {
        return pod(node, 3, null, true);
    }

    /** A pod whose pull of the image after {@code done} fails as {@code reason} says. */
    public ViewBuilder failing(String node, int done, String reason, String message) {
        return pod(node, done, ContainerState.waiting(reason, message), false);
    }

    public ViewBuilder notFound(String node) {
        return failing(node, 0, "ErrImagePull", "rpc error: code = NotFound desc = failed to pull and unpack image \"" + IMAGE
                + "\": failed to resolve reference \"" + IMAGE + "\": " + IMAGE + ": not found");
    }

    public ViewBuilder backingOff(String node) {
        return failing(node, 0, "ImagePullBackOff", "Back-off pulling image \"" + IMAGE + "\"");
    }

    /** A pod that the scheduler has not bound, for the reason given. */
    public ViewBuilder unscheduled(String node, String message) {
        PodCondition condition = new PodCondition("PodScheduled", "False", "Unschedulable", message, START);
        pods.put(node, new PodFacts(
                NAMESPACE, "puller-" + node, "uid-" + node, uid, node, false, 1, START, null, "Pending", "", "", null, List.of(condition), List.of(),
                List.of()));
        return this;
    }

    /** A pod that the scheduler has not looked at, or that the kubelet has taken without a word of its containers. */
    public ViewBuilder silent(String node, boolean bound) {
        pods.put(node, new PodFacts(
                NAMESPACE, "puller-" + node, "uid-" + node, uid, node, bound, 1, START, null, "Pending", "", "", null, List.of(), List.of(),
                List.of()));
        return this;
    }

    /** A pod that the kubelet rejected or evicted. */
    public ViewBuilder rejected(String node, String reason, String message) {
        pods.put(node, new PodFacts(
                NAMESPACE, "puller-" + node, "uid-" + node, uid, node, true, 1, START, null, "Failed", reason, message, START, List.of(), List.of(),
                List.of()));
        return this;
    }

    private ViewBuilder pod(String node, int done, ContainerState at, boolean ready) {
        String[] names = {"image-pull-singleuser", "image-pull-metadata-block"};
        String[] images = {IMAGE, SIDECAR};
        List<ContainerFacts> inits = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            ContainerState state = i < done
                    ? ContainerState.terminated(0, "Completed", "", START.plusSeconds(20L * (i + 1)), START.plusSeconds(20L * (i + 1)))
                    : i == done ? at : ContainerState.waiting("PodInitializing", "");
            inits.add(new ContainerFacts(names[i], images[i], i < done ? images[i] : "", state, null, 0, i < done));
        }
        ContainerState main = ready ? ContainerState.running(START.plusSeconds(41)) : done == 2 ? at : ContainerState.waiting("PodInitializing", "");
        List<PodCondition> conditions = new ArrayList<>();
        conditions.add(new PodCondition("PodScheduled", "True", "", "", START));
        conditions.add(new PodCondition("PodReadyToStartContainers", "True", "", "", START));
        conditions.add(new PodCondition("Ready", ready ? "True" : "False", "", "", START));
        pods.put(node, new PodFacts(
                NAMESPACE, "puller-" + node, "uid-" + node, uid, node, true, 1, START, null, ready ? "Running" : "Pending", "", "", START,
                conditions, inits, List.of(new ContainerFacts("pause", PAUSE, ready ? PAUSE : "", main, null, 0, ready))));
        return this;
    }

    public ViewBuilder event(String node, String reason, String message, int count, Instant first, Instant last) {
        events.add(new EventFacts(
                "ev" + events.size(), "Pod", "puller-" + node, "uid-" + node, "spec.initContainers{image-pull-singleuser}", "Warning", reason,
                message, count, first, last, node));
        return this;
    }

    /** A kubelet's event about a pull for any pod of the namespace, in its only container. */
    public ViewBuilder pull(String node, String pod, String reason, String message, Instant when) {
        events.add(new EventFacts(
                "ev" + events.size(), "Pod", pod, "uid of " + pod, "spec.containers{notebook}", "Normal", reason, message, 1, when, when, node));
        return this;
    }

    /** A kubelet's event about the node's puller pod, in the container of its first or second image. */
    public ViewBuilder told(String node, int image, String reason, String message, Instant when) {
        String container = image == 0 ? "image-pull-singleuser" : "image-pull-metadata-block";
        events.add(new EventFacts(
                "ev" + events.size(), "Pod", "puller-" + node, "uid-" + node, "spec.initContainers{" + container + "}", "Normal", reason, message, 1,
                when, when, node));
        return this;
    }

    /** The node's pause image was there before the puller. */
    public ViewBuilder foundPause(String node) {
        String message = "Container image \"" + PAUSE + "\" already present on machine";
        events.add(new EventFacts(
                "ev" + events.size(), "Pod", "puller-" + node, "uid-" + node, "spec.containers{pause}", "Normal", "Pulled", message, 1, START,
                START, node));
        return this;
    }

    /** The secrets that the puller's own template names. */
    public ViewBuilder pullSecrets(String... names) {
        pullSecrets = List.of(names);
        return this;
    }

    public ViewBuilder around(Surroundings value) {
        around = value;
        return this;
    }

    /** The controller has found a failed pod on the node so often. */
    public ViewBuilder failedDaemonPod(String node, int count) {
        String message = "Found failed daemon pod hub/puller-" + node + " on node " + node + ", will try to kill it";
        events.add(new EventFacts("ev" + events.size(), "DaemonSet", name, uid, "", "Warning", "FailedDaemonPod", message, count, START, START, ""));
        return this;
    }

    public ViewBuilder failedCreate(String message, int count, Instant first, Instant last) {
        events.add(new EventFacts("ev" + events.size(), "DaemonSet", name, uid, "", "Warning", "FailedCreate", message, count, first, last, ""));
        return this;
    }

    public ViewBuilder counters(int desired, int current, int ready) {
        status = new DaemonSetStatus(generation, desired, current, ready, current, ready, 0);
        return this;
    }

    public ViewBuilder status(DaemonSetStatus value) {
        status = value;
        return this;
    }

    public ViewBuilder generation(long value) {
        generation = value;
        return this;
    }

    public ViewBuilder absent() {
        present = false;
        return this;
    }

    public ViewBuilder deletedAt(Instant when) {
        deletedAt = when;
        return this;
    }

    public ViewBuilder hookChecksum(String value) {
        checksum = value;
        return this;
    }

    public ViewBuilder job(JobFacts job) {
        jobs.add(job);
        return this;
    }

    public ViewBuilder release(ReleaseFacts release) {
        releases.add(release);
        return this;
    }

    public ViewBuilder createdAt(Instant when) {
        createdAt = when;
        return this;
    }

    /** Another puller of the same kind, such as that of a second release. */
    public ViewBuilder another(String otherName, Instant createdAt) {
        second = set(otherName, "ds-other", createdAt, DaemonSetStatus.NONE);
        return this;
    }

    public ViewBuilder source(Source source, SourceState.Sight sight, Duration ago, Instant now) {
        sources.put(source, new SourceState(sight, now.minus(ago), "test"));
        return this;
    }

    /** Of the clock that the view is judged by. */
    public ViewBuilder lead(ClockLead value) {
        lead = value;
        return this;
    }

    public RolloutView build() {
        List<DaemonSetFacts> sets = new ArrayList<>();
        if (present) {
            sets.add(set(name, uid, createdAt, status == null ? counted() : status));
        }
        if (second != null) {
            sets.add(second);
        }
        boolean podsHidden = sources.get(Source.PODS).forbidden();
        boolean nodesHidden = sources.get(Source.NODES).forbidden();
        return new RolloutView(
                query, sets, nodesHidden ? List.of() : List.copyOf(nodes.values()), podsHidden ? List.of() : List.copyOf(pods.values()), events, jobs,
                releases, checksum, around, sources, lead);
    }

    private DaemonSetStatus counted() {
        long eligible = nodes.values().stream()
                .filter(n -> Eligibility.judge(n, placement()).eligible())
                .count();
        int ready = (int) pods.values().stream().filter(PodFacts::ready).count();
        return new DaemonSetStatus(generation, (int) eligible, pods.size(), ready, pods.size(), ready, 0);
    }

    private Placement placement() {
        return new Placement(tolerations, nodeSelector, null, false, "");
    }

    private DaemonSetFacts set(String setName, String setUid, Instant createdAt, DaemonSetStatus counters) {
        List<ContainerSpec> inits = List.of(
                new ContainerSpec("image-pull-singleuser", IMAGE, "IfNotPresent"),
                new ContainerSpec("image-pull-metadata-block", SIDECAR, "IfNotPresent"));
        PodTemplate template = new PodTemplate(inits, List.of(new ContainerSpec("pause", PAUSE, "IfNotPresent")), placement(), "", "", pullSecrets);
        return new DaemonSetFacts(
                NAMESPACE, setName, setUid, generation, labels, Map.of(DaemonSetFacts.TEMPLATE_GENERATION, "1"), labels, createdAt, deletedAt,
                "RollingUpdate", template, counters);
    }
}

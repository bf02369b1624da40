package io.jenkins.plugins.prepullgate.standalone.drill;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.nodes.Eligibility;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.nodes.Placement;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A prepuller at work: plays helm, the DaemonSet controller, the scheduler and the kubelets. The controller counts and places pods by the same rules
 * as the real one. Used by one thread.
 */
public final class PlayedPuller {
    private static final PlayedEvents.Component CONTROLLER = new PlayedEvents.Component("daemonset-controller", null);

    private final EmbeddedCluster cluster;
    private final InstantSource clock;
    private final PlayedEvents events;
    private final Map<String, PlayedPod> pods = new LinkedHashMap<>();
    private final Map<String, String> unschedulable = new HashMap<>();
    private final DaemonSet set;
    private int made;
    private boolean looked;
    /** The API server's message when nobody may create pods; empty when pods may be created. */
    private String refusal = "";

    private PlayedPuller(EmbeddedCluster cluster, DaemonSet set, InstantSource clock) {
        this.cluster = cluster;
        this.set = set;
        this.clock = clock;
        this.events = new PlayedEvents(cluster.client());
    }

    /**
     * helm starts the hook. The controller has not seen it yet: {@link #reconcile()} plays that.
     *
     * @param revision of the release; what an earlier revision has made stays
     */
    public static PlayedPuller start(EmbeddedCluster cluster, Scenario scenario, int revision, InstantSource clock) throws InterruptedException {
        DaemonSet made = null;
        Map<String, String> values = Map.of("revision", Integer.toString(revision), "epoch", Long.toString(clock.instant().getEpochSecond()));
        for (HasMetadata object : cluster.load(scenario.puller().file, values)) {
            object.getMetadata().setCreationTimestamp(clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
            HasMetadata stored = cluster.client().resource(object instanceof DaemonSet set ? with(scenario.images(), set) : object).create();
            made = stored instanceof DaemonSet set ? set : made;
        }
        PlayedPuller puller = new PlayedPuller(cluster, made, clock);
        String name = made.getMetadata().getName();
        cluster.shows(name + " is there", view -> view.pullers().stream().anyMatch(p -> p.name().equals(name)));
        return puller;
    }

    private static DaemonSet with(List<String> images, DaemonSet set) {
        if (images.isEmpty()) {
            return set;
        }
        List<Container> pulling = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            Container like = set.getSpec().getTemplate().getSpec().getInitContainers().get(0);
            pulling.add(like.edit().withName("image-pull-" + (i + 1)).withImage(images.get(i)).build());
        }
        return new DaemonSetBuilder(set).editSpec().editTemplate().editSpec().withInitContainers(pulling).endSpec().endTemplate().endSpec().build();
    }

    /** The controller looks at the nodes, creates the pods that are missing, and counts. */
    public void reconcile() throws ConnectionException {
        String uid = set.getMetadata().getUid();
        Placement placement = cluster.view().pullers().stream().filter(p -> p.uid().equals(uid)).findFirst().orElseThrow().template().placement();
        List<String> eligible = cluster.nodes().stream().filter(node -> Eligibility.judge(node, placement).eligible()).map(NodeFacts::name).toList();
        if (!looked) {
            // At many times the speed of life a late first look would be a finding about the controller.
            count(eligible.size());
            looked = true;
        }
        eligible.stream().filter(node -> !pods.containsKey(node)).forEach(this::place);
        count(eligible.size());
    }

    private void place(String node) {
        if (!refusal.isEmpty()) {
            events.warning(set, null, "FailedCreate", refusal, CONTROLLER, now());
            return;
        }
        PlayedPod pod = new PlayedPod(set, node, set.getMetadata().getName() + "-" + ++made, now());
        pod.unbound(unschedulable.get(node));
        pods.put(node, pod);
        cluster.store().create(path(""), pod.created(now()));
    }

    /** The controller's counters. */
    private void count(int desired) {
        int ready = ready();
        String name = set.getMetadata().getName();
        cluster.client().apps().daemonSets().inNamespace(set.getMetadata().getNamespace()).withName(name).edit(old -> new DaemonSetBuilder(old)
                .withNewStatus()
                .withObservedGeneration(old.getMetadata().getGeneration())
                .withDesiredNumberScheduled(desired)
                .withCurrentNumberScheduled(pods.size())
                .withUpdatedNumberScheduled(pods.size())
                .withNumberReady(ready)
                .withNumberAvailable(ready)
                .withNumberMisscheduled(0)
                .endStatus()
                .build());
    }

    /** Lets watchers see the controller's newest count: the embedded server gets stuck when a watch ends while an event is on its way. */
    void settle() throws InterruptedException {
        int ready = ready();
        cluster.settle(view -> view.pullers().stream().anyMatch(p -> p.status().ready() == ready && p.status().current() == pods.size()));
    }

    private int ready() {
        return (int) pods.values().stream().filter(PlayedPod::ready).count();
    }

    /** One more image is there; after the last one the pod is ready. Does nothing on a node without a pod. */
    public void pulled(String node) {
        PlayedPod pod = pods.get(node);
        if (pod != null && pod.bound()) {
            pod.pulled();
            report(pod);
        }
    }

    /** All images are there now. */
    void done(String node) {
        PlayedPod pod = pods.get(node);
        while (pod != null && pod.bound() && !pod.ready()) {
            pod.pulled();
        }
        if (pod != null) {
            report(pod);
        }
    }

    /** Whether the node is pulling an image. */
    boolean pulls(String node) {
        PlayedPod pod = pods.get(node);
        return pod != null && pod.bound() && !pod.ready();
    }

    /** The kubelet has tried once, in vain. */
    void pullFails(String node, String text) {
        PlayedPod pod = pods.get(node);
        Container container = pod.current();
        pod.waits("ErrImagePull", text);
        Pod stored = report(pod);
        String path = "spec.initContainers{" + container.getName() + "}";
        String message = "Failed to pull image \"" + container.getImage() + "\": " + text;
        events.warning(stored, path, "Failed", message, new PlayedEvents.Component("kubelet", node), now());
    }

    /** The kubelet waits before it tries again. */
    void backsOff(String node, String text) {
        PlayedPod pod = pods.get(node);
        pod.waits("ImagePullBackOff", "Back-off pulling image \"" + pod.current().getImage() + "\": ErrImagePull: " + text);
        report(pod);
    }

    /** From now on nobody may create pods. @param text the reason; empty when pods may be created again */
    void refuse(String text) {
        refusal = text.isEmpty() ? "" : "Error creating: " + text;
    }

    boolean refused() {
        return !refusal.isEmpty();
    }

    /** The scheduler finds no room on the node for the puller's next pod. */
    void unschedulable(String node, String text) {
        unschedulable.put(node, text);
        PlayedPod pod = pods.get(node);
        if (pod != null) {
            evicted(node, "Evicted", text);
        }
    }

    /** The kubelet evicts the pod; the controller creates another when it next reconciles. */
    void evicted(String node, String reason, String text) {
        PlayedPod pod = pods.remove(node);
        if (pod != null) {
            cluster.store().edit(path("/" + pod.name), Pod.class, old -> new PodBuilder(old)
                    .editStatus()
                    .withPhase("Failed")
                    .withReason(reason)
                    .withMessage(text)
                    .endStatus()
                    .build());
        }
    }

    /** The node's object is gone, and its pod with it. */
    void removed(String node) {
        cluster.client().nodes().withName(node).delete();
        PlayedPod pod = pods.remove(node);
        if (pod != null) {
            cluster.client().pods().inNamespace(set.getMetadata().getNamespace()).withName(pod.name).delete();
        }
    }

    private Pod report(PlayedPod pod) {
        return cluster.store().edit(path("/" + pod.name), Pod.class, old -> pod.report(old, now()));
    }

    /** @param name with a slash before it; empty for all pods */
    private String path(String name) {
        return "/api/v1/namespaces/" + set.getMetadata().getNamespace() + "/pods" + name;
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}

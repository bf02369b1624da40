package io.jenkins.plugins.prepullgate.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A puller in an {@link ApiWorld}: what controllers and kubelets would write, as far as a schedule needs it. Used by one thread. */
public final class PlayedRollout {
    public static final String NAMESPACE = "jhub";
    private static final String[] IMAGES = {"hub.test/user:v1", "hub.test/extra:v1"};

    /** One pod. {@code done} counts the images that are there; {@code waiting} is a reason and a message, or null. */
    private record Played(String name, String uid, int done, String[] waiting, boolean ready) {}

    private final ApiWorld world;
    private final InstantSource clock;
    private final List<String> events = new ArrayList<>();
    private final Map<String, Played> pods = new TreeMap<>();
    private DaemonSet set;
    private int made;

    public PlayedRollout(ApiWorld world) {
        this(world, InstantSource.system());
    }

    /** @param clock the time that objects and events carry */
    PlayedRollout(ApiWorld world, InstantSource clock) {
        this.world = world;
        this.clock = clock;
    }

    List<String> nodes() {
        return List.copyOf(pods.keySet());
    }

    public void node(String name) {
        world.put("nodes", json(new NodeBuilder()
                .withNewMetadata().withName(name).withUid("uid-" + name).endMetadata()
                .withNewSpec().endSpec()
                .withNewStatus().addNewCondition().withType("Ready").withStatus("True").endCondition().endStatus()
                .build()));
        pods.put(name, null);
        if (set != null) {
            pod(name);
        }
    }

    void removeNode(String name) {
        removePod(name);
        pods.remove(name);
        world.remove("nodes", name);
        count();
    }

    /** The puller, with a pod on each node; one that was there before is replaced under its name, as helm does. */
    public void puller() {
        if (set != null) {
            nodes().forEach(this::removePod);
            world.remove("daemonsets", set.getMetadata().getName());
        }
        set = new DaemonSetBuilder(Pullers.chart4(NAMESPACE, "hub").images(IMAGES).daemonSet())
                .editMetadata().withUid("uid-set-" + ++made).withGeneration(1L).withCreationTimestamp(now()).endMetadata()
                .build();
        count();
        nodes().forEach(this::pod);
        count();
    }

    /** The pod is deleted, and the controller makes another one. */
    void restart(String node) {
        removePod(node);
        pod(node);
        count();
    }

    /** The scheduler finds no room for the pod. */
    void unscheduled(String node) {
        Played pod = pods.get(node);
        world.put("pods", json(new PodBuilder()
                .withNewMetadata().withName(pod.name()).withNamespace(NAMESPACE).withUid(pod.uid()).withCreationTimestamp(now())
                .withLabels(set.getSpec().getSelector().getMatchLabels()).addToLabels("pod-template-generation", "1")
                .addNewOwnerReference().withKind("DaemonSet").withName(set.getMetadata().getName()).withUid(set.getMetadata().getUid())
                .withController(true).endOwnerReference().endMetadata()
                .withNewSpecLike(set.getSpec().getTemplate().getSpec()).withNewAffinity().withNewNodeAffinity()
                .withNewRequiredDuringSchedulingIgnoredDuringExecution().addNewNodeSelectorTerm()
                .addNewMatchField().withKey("metadata.name").withOperator("In").withValues(node).endMatchField().endNodeSelectorTerm()
                .endRequiredDuringSchedulingIgnoredDuringExecution().endNodeAffinity().endAffinity().endSpec()
                .withNewStatus().withPhase("Pending").addNewCondition().withType("PodScheduled").withStatus("False").withReason("Unschedulable")
                .withMessage("0/1 nodes are available: 1 Insufficient cpu.").withLastTransitionTime(now()).endCondition().endStatus()
                .build()));
    }

    void pulled(String node, int images) {
        Played pod = pods.get(node);
        write(node, new Played(pod.name(), pod.uid(), images, null, false));
    }

    public void ready(String node) {
        Played pod = pods.get(node);
        write(node, new Played(pod.name(), pod.uid(), IMAGES.length, null, true));
        count();
    }

    /** The next image cannot be had: first an event tells why, where it is a failed pull, then the status. */
    public void fails(String node, String reason, String message) {
        Played pod = pods.get(node);
        if (reason.equals("ErrImagePull")) {
            String event = pod.name() + "." + ++made;
            events.add(event);
            world.put("events", json(new EventBuilder()
                    .withNewMetadata().withName(event).withNamespace(NAMESPACE).endMetadata()
                    .withNewInvolvedObject().withKind("Pod").withName(pod.name()).withNamespace(NAMESPACE).withUid(pod.uid())
                    .withFieldPath("spec.initContainers{" + container(pod.done()) + "}").endInvolvedObject()
                    .withType("Warning").withReason("Failed").withMessage("Failed to pull image \"" + IMAGES[pod.done()] + "\": " + message)
                    .withCount(1).withFirstTimestamp(now()).withLastTimestamp(now()).build()));
        }
        write(node, new Played(pod.name(), pod.uid(), pod.done(), new String[] {reason, message}, false));
    }

    /** All events until now are too old to be kept, as they are after an hour. */
    void expireEvents() {
        events.forEach(event -> world.remove("events", event));
        events.clear();
    }

    /** What the controller writes about its pods, which it does a little after they change. */
    void count() {
        int ready = (int) pods.values().stream().filter(p -> p != null && p.ready()).count();
        int here = (int) pods.values().stream().filter(p -> p != null).count();
        world.put("daemonsets", json(new DaemonSetBuilder(set)
                .withNewStatus()
                .withObservedGeneration(set.getMetadata().getGeneration())
                .withDesiredNumberScheduled(pods.size())
                .withCurrentNumberScheduled(here)
                .withUpdatedNumberScheduled(here)
                .withNumberReady(ready)
                .withNumberAvailable(ready)
                .endStatus()
                .build()));
    }

    private void pod(String node) {
        String name = "hook-image-puller-" + ++made;
        write(node, new Played(name, "uid-" + name, 0, null, false));
    }

    private void removePod(String node) {
        Played pod = pods.put(node, null);
        if (pod != null) {
            world.remove("pods", pod.name());
        }
    }

    private void write(String node, Played pod) {
        pods.put(node, pod);
        List<ContainerStatus> statuses = new ArrayList<>();
        for (int i = 0; i < IMAGES.length; i++) {
            statuses.add(status(pod, i));
        }
        world.put("pods", json(new PodBuilder()
                .withNewMetadata().withName(pod.name()).withNamespace(NAMESPACE).withUid(pod.uid()).withCreationTimestamp(now())
                .withLabels(set.getSpec().getSelector().getMatchLabels()).addToLabels("pod-template-generation", "1")
                .addNewOwnerReference().withKind("DaemonSet").withName(set.getMetadata().getName()).withUid(set.getMetadata().getUid())
                .withController(true).endOwnerReference().endMetadata()
                .withNewSpecLike(set.getSpec().getTemplate().getSpec()).withNodeName(node).endSpec()
                .withNewStatus().withPhase(pod.ready() ? "Running" : "Pending").withStartTime(now())
                .addNewCondition().withType("Ready").withStatus(pod.ready() ? "True" : "False").endCondition()
                .withInitContainerStatuses(statuses)
                .addNewContainerStatus().withName("pause").withReady(pod.ready()).withNewState()
                .withNewRunning().endRunning().endState().endContainerStatus().endStatus()
                .build()));
    }

    private static ContainerStatus status(Played pod, int place) {
        ContainerStatusBuilder status = new ContainerStatusBuilder().withName(container(place)).withImage(IMAGES[place]).withRestartCount(0);
        if (place < pod.done()) {
            return status.withImageID("sha256:" + place).withReady(true)
                    .withNewState().withNewTerminated().withExitCode(0).withReason("Completed").endTerminated().endState().build();
        }
        boolean fails = place == pod.done() && pod.waiting() != null;
        return status.withReady(false).withNewState().withNewWaiting()
                .withReason(fails ? pod.waiting()[0] : "PodInitializing").withMessage(fails ? pod.waiting()[1] : null)
                .endWaiting().endState().build();
    }

    private static String container(int place) {
        return place == 0 ? "image-pull-singleuser" : "image-pull-singleuser-profilelist-" + place;
    }

    /** The time of a clock as HTTP has it. */
    static String httpDate(InstantSource clock) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atZone(ZoneOffset.UTC));
    }

    private String now() {
        return clock.instant().toString();
    }

    private static ObjectNode json(Object object) {
        return ApiServer.JSON.valueToTree(object);
    }
}

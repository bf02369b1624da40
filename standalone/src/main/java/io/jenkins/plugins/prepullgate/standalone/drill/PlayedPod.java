package io.jenkins.plugins.prepullgate.standalone.drill;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import java.util.ArrayList;
import java.util.List;

/** A puller's pod on one node: how far it has come, and what the kubelet would report of it. */
final class PlayedPod {
    private final DaemonSet set;
    final String node;
    final String name;
    private final String startedAt;
    /** How many of the images are there. */
    private int pulled;
    /** Why the current container is waiting, and the kubelet's message about it. */
    private String reason = "PodInitializing";

    private String message;
    /** The scheduler's message; null once the pod is bound. */
    private String unbound;

    PlayedPod(DaemonSet set, String node, String name, String now) {
        this.set = set;
        this.node = node;
        this.name = name;
        this.startedAt = now;
    }

    private List<Container> images() {
        return set.getSpec().getTemplate().getSpec().getInitContainers();
    }

    /** The container whose image is being pulled; null when all images are there. */
    Container current() {
        return ready() ? null : images().get(pulled);
    }

    boolean ready() {
        return pulled >= images().size();
    }

    void pulled() {
        pulled = Math.min(images().size(), pulled + 1);
        waits("PodInitializing", null);
    }

    void waits(String newReason, String newMessage) {
        reason = newReason;
        message = newMessage;
    }

    /** @param words the scheduler's message; null when it binds the pod */
    void unbound(String words) {
        unbound = words;
    }

    boolean bound() {
        return unbound == null;
    }

    /** The object as the controller creates it. */
    Pod created(String now) {
        PodTemplateSpec template = set.getSpec().getTemplate();
        ObjectMeta owner = set.getMetadata();
        return report(new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(owner.getNamespace())
                .withLabels(template.getMetadata().getLabels())
                .withCreationTimestamp(now)
                .addNewOwnerReference()
                .withApiVersion("apps/v1")
                .withKind("DaemonSet")
                .withName(owner.getName())
                .withUid(owner.getUid())
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withSpec(template.getSpec().edit().withAffinity(PinnedTo.node(node)).build())
                .build(), now);
    }

    /** The pod with its newest status. */
    Pod report(Pod pod, String now) {
        return unbound == null ? bound(pod, now) : unscheduled(pod);
    }

    private Pod unscheduled(Pod pod) {
        return new PodBuilder(pod)
                .withNewStatus()
                .withPhase("Pending")
                .addToConditions(new PodConditionBuilder()
                        .withType("PodScheduled")
                        .withStatus("False")
                        .withReason("Unschedulable")
                        .withMessage(unbound)
                        .build())
                .endStatus()
                .build();
    }

    private Pod bound(Pod pod, String now) {
        List<ContainerStatus> statuses = new ArrayList<>();
        List<ContainerStatus> before = pod.getStatus() == null ? List.of() : pod.getStatus().getInitContainerStatuses();
        for (int i = 0; i < images().size(); i++) {
            boolean known = i < before.size() && before.get(i).getState().getTerminated() != null;
            statuses.add(known ? before.get(i) : i < pulled ? completed(images().get(i), now) : waiting(images().get(i), i == pulled));
        }
        Container main = set.getSpec().getTemplate().getSpec().getContainers().get(0);
        return new PodBuilder(pod)
                .editSpec()
                .withNodeName(node)
                .endSpec()
                .withNewStatus()
                .withPhase(ready() ? "Running" : "Pending")
                .withStartTime(startedAt)
                .withInitContainerStatuses(statuses)
                .withContainerStatuses(ready() ? running(main, now) : waiting(main, false))
                .addToConditions(
                        new PodConditionBuilder().withType("PodScheduled").withStatus("True").build(),
                        new PodConditionBuilder().withType("PodReadyToStartContainers").withStatus("True").build(),
                        new PodConditionBuilder().withType("Ready").withStatus(ready() ? "True" : "False").build())
                .endStatus()
                .build();
    }

    private ContainerStatus waiting(Container container, boolean atWork) {
        ContainerState state = new ContainerStateBuilder()
                .withNewWaiting(atWork ? message : null, atWork ? reason : "PodInitializing")
                .build();
        return status(container).withState(state).build();
    }

    private static ContainerStatus completed(Container container, String now) {
        ContainerState state = new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(0)
                .withReason("Completed")
                .withStartedAt(now)
                .withFinishedAt(now)
                .endTerminated()
                .build();
        return status(container).withImageID(container.getImage()).withState(state).build();
    }

    private static ContainerStatus running(Container container, String now) {
        return status(container).withImageID(container.getImage()).withReady(true).withNewState().withNewRunning(now).endState().build();
    }

    private static ContainerStatusBuilder status(Container container) {
        return new ContainerStatusBuilder()
                .withName(container.getName())
                .withImage(container.getImage())
                .withImageID("")
                .withReady(false)
                .withRestartCount(0);
    }
}

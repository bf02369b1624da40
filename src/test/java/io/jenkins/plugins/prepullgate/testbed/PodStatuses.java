package io.jenkins.plugins.prepullgate.testbed;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** A pod's status from one moment to the next, as a kubelet reports it. Source: k8s 1.35 {@code kubelet/status/generate.go}. */
final class PodStatuses {
    private PodStatuses() {}

    /** The first report: sandbox up, nothing pulled yet. A pod that has been reported before is returned as it is. */
    static Pod accepted(Pod pod) {
        if (pod.getStatus().getStartTime() != null) {
            return pod;
        }
        boolean inits = !pod.getSpec().getInitContainers().isEmpty();
        Pod fresh = new PodBuilder(pod)
                .editStatus()
                .withPhase("Pending")
                .withStartTime(now())
                .withHostIP("10.81.0.2")
                .withPodIP("10.80.255.1")
                .withInitContainerStatuses(waiting(pod.getSpec().getInitContainers(), "PodInitializing"))
                .withContainerStatuses(waiting(pod.getSpec().getContainers(), inits ? "PodInitializing" : "ContainerCreating"))
                .endStatus()
                .build();
        return judged(fresh);
    }

    /** The same pod with one container's status changed, and the conditions and the phase that follow from it. */
    static Pod with(Pod pod, ContainerSlot slot, UnaryOperator<ContainerStatus> change) {
        Pod accepted = accepted(pod);
        List<ContainerStatus> statuses = slot.init()
                ? accepted.getStatus().getInitContainerStatuses()
                : accepted.getStatus().getContainerStatuses();
        List<ContainerStatus> changed = new ArrayList<>(statuses);
        changed.set(slot.index(), change.apply(statuses.get(slot.index())));
        PodBuilder builder = new PodBuilder(accepted);
        return judged(
                slot.init()
                        ? builder.editStatus().withInitContainerStatuses(changed).endStatus().build()
                        : builder.editStatus().withContainerStatuses(changed).endStatus().build());
    }

    static ContainerState waitingFor(String reason, String message) {
        return new ContainerStateBuilder().withNewWaiting(message, reason).build();
    }

    static ContainerState running() {
        return new ContainerStateBuilder().withNewRunning(now()).build();
    }

    static ContainerState ended(int exitCode) {
        return new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withReason(exitCode == 0 ? "Completed" : "Error")
                .withStartedAt(now())
                .withFinishedAt(now())
                .endTerminated()
                .build();
    }

    private static List<ContainerStatus> waiting(List<Container> containers, String reason) {
        return containers.stream()
                .map(container -> new ContainerStatusBuilder()
                        .withName(container.getName())
                        .withImage(container.getImage())
                        .withImageID("")
                        .withReady(false)
                        .withStarted(false)
                        .withRestartCount(0)
                        .withState(waitingFor(reason, null))
                        .build())
                .toList();
    }

    /** Conditions and phase as they follow from the containers. */
    private static Pod judged(Pod pod) {
        boolean initialized = pod.getStatus().getInitContainerStatuses().stream().allMatch(PodStatuses::hasSucceeded);
        List<ContainerStatus> containers = pod.getStatus().getContainerStatuses();
        boolean ended = initialized && containers.stream().allMatch(status -> status.getState().getTerminated() != null);
        boolean ready = initialized && containers.stream().allMatch(status -> status.getState().getRunning() != null);
        String phase = ended ? (containers.stream().allMatch(PodStatuses::hasSucceeded) ? "Succeeded" : "Failed") : ready ? "Running" : "Pending";
        String notReady = ended ? "PodCompleted" : "ContainersNotReady";
        return new PodBuilder(pod)
                .editStatus()
                .withPhase(phase)
                .withConditions(conditions(
                        pod,
                        condition("PodReadyToStartContainers", true, null),
                        condition("Initialized", initialized, "ContainersNotInitialized"),
                        condition("Ready", ready, notReady),
                        condition("ContainersReady", ready, notReady)))
                .endStatus()
                .build();
    }

    private static boolean hasSucceeded(ContainerStatus status) {
        return status.getState().getTerminated() != null && status.getState().getTerminated().getExitCode() == 0;
    }

    /** The wanted ones, with the old time where nothing changes, beside those that are not the kubelet's, such as PodScheduled. */
    private static List<PodCondition> conditions(Pod pod, PodCondition... wanted) {
        List<PodCondition> result = new ArrayList<>(pod.getStatus().getConditions());
        for (PodCondition condition : wanted) {
            boolean unchanged = result.stream()
                    .anyMatch(old -> old.getType().equals(condition.getType())
                            && old.getStatus().equals(condition.getStatus())
                            && Objects.equals(old.getReason(), condition.getReason()));
            if (!unchanged) {
                result.removeIf(old -> old.getType().equals(condition.getType()));
                result.add(condition);
            }
        }
        return result;
    }

    private static PodCondition condition(String type, boolean holds, String reasonIfNot) {
        return new PodConditionBuilder()
                .withType(type)
                .withStatus(holds ? "True" : "False")
                .withReason(holds ? null : reasonIfNot)
                .withLastTransitionTime(now())
                .build();
    }

    /** The kubelet's times are whole seconds. */
    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}

package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.ContainerStateRunning;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.jenkins.plugins.prepullgate.rollout.ContainerFacts;
import io.jenkins.plugins.prepullgate.rollout.ContainerState;
import java.util.List;

/** Maps container statuses. In a puller they tell how far each image is. */
final class ContainerMapping {
    private ContainerMapping() {}

    static List<ContainerFacts> facts(List<ContainerStatus> statuses) {
        return Meta.list(statuses).stream()
                .filter(s -> s.getName() != null)
                .map(s -> new ContainerFacts(
                        Meta.shared(s.getName()),
                        Meta.shared(s.getImage()),
                        Meta.shared(s.getImageID()),
                        state(s.getState()),
                        state(s.getLastState()),
                        Meta.number(s.getRestartCount()),
                        Meta.yes(s.getReady())))
                .toList();
    }

    private static ContainerState state(io.fabric8.kubernetes.api.model.ContainerState state) {
        if (state == null) {
            return ContainerState.NONE;
        }
        ContainerStateTerminated terminated = state.getTerminated();
        if (terminated != null) {
            return ContainerState.terminated(
                    Meta.number(terminated.getExitCode()),
                    Meta.shared(terminated.getReason()),
                    terminated.getMessage(),
                    Meta.time(terminated.getStartedAt()),
                    Meta.time(terminated.getFinishedAt()));
        }
        ContainerStateRunning running = state.getRunning();
        if (running != null) {
            return ContainerState.running(Meta.time(running.getStartedAt()));
        }
        ContainerStateWaiting waiting = state.getWaiting();
        return waiting == null ? ContainerState.NONE : ContainerState.waiting(Meta.shared(waiting.getReason()), waiting.getMessage());
    }
}

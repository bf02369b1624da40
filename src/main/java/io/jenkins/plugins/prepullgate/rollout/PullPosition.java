package io.jenkins.plugins.prepullgate.rollout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a puller pod is in its row of containers. The kubelet runs init containers one after the other, so the first one that has not
 * succeeded is the one at work, and its image is the one being pulled.
 *
 * @param step from 1
 * @param steps how many containers there are
 * @param container the one at work, as reported; its state is {@link ContainerState#NONE} while the kubelet has said nothing
 * @param since when its turn came; null when unknown
 */
record PullPosition(int step, int steps, ContainerFacts container, Instant since) {
    /** The position of a pod that is not ready; empty when every container has had its turn. */
    static Optional<PullPosition> of(PodFacts pod, PodTemplate template) {
        List<ContainerFacts> row = inOrder(pod, template);
        Instant since = pod.condition("PodReadyToStartContainers")
                .filter(c -> c.status().equals("True"))
                .map(PodCondition::since)
                .orElse(pod.startedAt());
        int inits = template.initContainers().size();
        for (int i = 0; i < row.size(); i++) {
            ContainerFacts container = row.get(i);
            boolean done = i < inits ? container.state().succeeded() : container.state().started();
            if (!done) {
                return Optional.of(new PullPosition(i + 1, row.size(), container, since));
            }
            if (container.state().finishedAt() != null) {
                since = container.state().finishedAt();
            }
        }
        return Optional.empty();
    }

    /** The reported containers in the template's order; one that was not reported yet stands there with nothing known. */
    static List<ContainerFacts> inOrder(PodFacts pod, PodTemplate template) {
        List<ContainerFacts> row = new ArrayList<>();
        template.initContainers().forEach(spec -> row.add(reported(pod.initContainers(), spec)));
        template.containers().forEach(spec -> row.add(reported(pod.containers(), spec)));
        return row;
    }

    private static ContainerFacts reported(List<ContainerFacts> all, ContainerSpec spec) {
        for (ContainerFacts container : all) {
            if (container.name().equals(spec.name())) {
                return container.image().equals(spec.image()) ? container : withSpecImage(container, spec);
            }
        }
        return new ContainerFacts(spec.name(), spec.image(), "", ContainerState.NONE, ContainerState.NONE, 0, false);
    }

    /** The template's reference: the status shows a resolved or shortened one once the image is there. */
    private static ContainerFacts withSpecImage(ContainerFacts c, ContainerSpec spec) {
        return new ContainerFacts(c.name(), spec.image(), c.imageId(), c.state(), c.lastState(), c.restartCount(), c.ready());
    }
}

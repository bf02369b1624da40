package io.jenkins.plugins.prepullgate.testbed;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/**
 * One container of a pod by its place: the init containers in order, then the others.
 *
 * @param init whether it is an init container
 * @param index among those of its kind
 * @param container never null
 */
record ContainerSlot(boolean init, int index, Container container) {
    static ContainerSlot of(Pod pod, int place) {
        List<Container> inits = pod.getSpec().getInitContainers();
        return place < inits.size()
                ? new ContainerSlot(true, place, inits.get(place))
                : new ContainerSlot(false, place - inits.size(), pod.getSpec().getContainers().get(place - inits.size()));
    }

    static int count(Pod pod) {
        return pod.getSpec().getInitContainers().size() + pod.getSpec().getContainers().size();
    }

    /** Its state in a pod that the kubelet has accepted. */
    ContainerState stateIn(Pod pod) {
        List<ContainerStatus> statuses = init ? pod.getStatus().getInitContainerStatuses() : pod.getStatus().getContainerStatuses();
        return statuses.get(index).getState();
    }

    String image() {
        return container.getImage();
    }

    /** As an event's {@code involvedObject} names it. */
    String fieldPath() {
        return "spec." + (init ? "initContainers" : "containers") + "{" + container.getName() + "}";
    }
}

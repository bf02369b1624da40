package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.nodes.Placement;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What is judged of a puller's pod template.
 *
 * @param initContainers in the order in which the kubelet runs them: one image after the other
 * @param containers the main containers; in a puller only a pause
 * @param placement where its pods may run
 * @param priorityClass may be empty
 * @param serviceAccount may be empty
 * @param pullSecrets names of the image pull secrets
 */
public record PodTemplate(
        List<ContainerSpec> initContainers,
        List<ContainerSpec> containers,
        Placement placement,
        String priorityClass,
        String serviceAccount,
        List<String> pullSecrets) {
    public PodTemplate {
        initContainers = initContainers == null ? List.of() : List.copyOf(initContainers);
        containers = containers == null ? List.of() : List.copyOf(containers);
        Objects.requireNonNull(placement, "placement");
        priorityClass = priorityClass == null ? "" : priorityClass;
        serviceAccount = serviceAccount == null ? "" : serviceAccount;
        pullSecrets = pullSecrets == null ? List.of() : List.copyOf(pullSecrets);
    }

    /** All containers in the order in which their images are pulled. */
    public List<ContainerSpec> inPullOrder() {
        return Stream.concat(initContainers.stream(), containers.stream()).toList();
    }
}

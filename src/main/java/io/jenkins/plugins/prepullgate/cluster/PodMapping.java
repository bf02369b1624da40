package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.jenkins.plugins.prepullgate.rollout.PodCondition;
import io.jenkins.plugins.prepullgate.rollout.PodFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Maps pods. */
final class PodMapping {
    private static final String GENERATION = "pod-template-generation";
    private static final Set<String> JUDGED = Set.of("PodScheduled", "PodReadyToStartContainers", "Initialized", "Ready", "DisruptionTarget");

    private PodMapping() {}

    /** Maps a puller's pod; empty for an object without a name, and for a pod that is controlled by anything but a DaemonSet. */
    static Optional<PodFacts> facts(Pod pod) {
        Optional<OwnerReference> controller = Meta.controller(pod);
        boolean another = controller.filter(o -> !"DaemonSet".equals(o.getKind())).isPresent();
        return another ? Optional.empty() : facts(pod, controller);
    }

    /** Maps any pod, whatever controls it; empty for an object without a name. */
    static Optional<PodFacts> any(Pod pod) {
        return facts(pod, Meta.controller(pod));
    }

    private static Optional<PodFacts> facts(Pod pod, Optional<OwnerReference> controller) {
        if (!Meta.named(pod)) {
            return Optional.empty();
        }
        ObjectMeta meta = Meta.of(pod);
        PodSpec spec = pod.getSpec() == null ? new PodSpec() : pod.getSpec();
        PodStatus status = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
        String bound = Meta.text(spec.getNodeName());
        return Optional.of(new PodFacts(
                Meta.shared(meta.getNamespace()),
                Meta.shared(meta.getName()),
                Meta.shared(meta.getUid()),
                controller.map(OwnerReference::getUid).map(Meta::shared).orElse(""),
                Meta.shared(bound.isEmpty() ? target(spec.getAffinity()) : bound),
                !bound.isEmpty(),
                generation(meta.getLabels()),
                Meta.time(meta.getCreationTimestamp()),
                Meta.time(meta.getDeletionTimestamp()),
                Meta.shared(status.getPhase()),
                Meta.shared(status.getReason()),
                status.getMessage(),
                Meta.time(status.getStartTime()),
                conditions(status),
                ContainerMapping.facts(status.getInitContainerStatuses()),
                ContainerMapping.facts(status.getContainerStatuses())));
    }

    private static long generation(Map<String, String> labels) {
        String value = labels == null ? "" : Meta.text(labels.get(GENERATION));
        return value.matches("\\d{1,18}") ? Long.parseLong(value) : 0;
    }

    /** The node for which the DaemonSet controller has made a pending pod; it says so by an affinity to {@code metadata.name}. */
    private static String target(Affinity affinity) {
        NodeAffinity node = affinity == null ? null : affinity.getNodeAffinity();
        NodeSelector required = node == null ? null : node.getRequiredDuringSchedulingIgnoredDuringExecution();
        if (required == null) {
            return "";
        }
        return Meta.list(required.getNodeSelectorTerms()).stream()
                .flatMap(term -> Meta.list(term.getMatchFields()).stream())
                .filter(field -> "metadata.name".equals(field.getKey()) && "In".equals(field.getOperator()))
                .flatMap(field -> Meta.list(field.getValues()).stream())
                .findFirst()
                .orElse("");
    }

    private static List<PodCondition> conditions(PodStatus status) {
        return Meta.list(status.getConditions()).stream()
                .filter(c -> c.getType() != null && JUDGED.contains(c.getType()))
                .map(c -> new PodCondition(
                        Meta.shared(c.getType()),
                        Meta.shared(c.getStatus()),
                        Meta.shared(c.getReason()),
                        c.getMessage(),
                        Meta.time(c.getLastTransitionTime())))
                .toList();
    }
}

package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetSpec;
import io.jenkins.plugins.prepullgate.rollout.DaemonSetFacts;
import io.jenkins.plugins.prepullgate.rollout.DaemonSetStatus;
import java.util.Map;
import java.util.Optional;

/** Maps DaemonSets. */
final class DaemonSetMapping {
    private DaemonSetMapping() {}

    /** Empty for an object without a name. */
    static Optional<DaemonSetFacts> facts(DaemonSet set) {
        if (!Meta.named(set)) {
            return Optional.empty();
        }
        ObjectMeta meta = Meta.of(set);
        DaemonSetSpec spec = set.getSpec() == null ? new DaemonSetSpec() : set.getSpec();
        return Optional.of(new DaemonSetFacts(
                Meta.text(meta.getNamespace()),
                meta.getName(),
                meta.getUid(),
                meta.getGeneration() == null ? 0 : meta.getGeneration(),
                Meta.labels(meta.getLabels()),
                Meta.entries(meta.getAnnotations(), DaemonSetMapping::judged),
                spec.getSelector() == null ? Map.of() : Meta.labels(spec.getSelector().getMatchLabels()),
                Meta.time(meta.getCreationTimestamp()),
                Meta.time(meta.getDeletionTimestamp()),
                spec.getUpdateStrategy() == null ? "" : spec.getUpdateStrategy().getType(),
                TemplateMapping.of(spec.getTemplate()),
                status(set.getStatus())));
    }

    private static boolean judged(String annotation) {
        return annotation.startsWith("helm.sh/") || annotation.contains("prepull-gate") || annotation.equals(DaemonSetFacts.TEMPLATE_GENERATION);
    }

    private static DaemonSetStatus status(io.fabric8.kubernetes.api.model.apps.DaemonSetStatus status) {
        return status == null
                ? DaemonSetStatus.NONE
                : new DaemonSetStatus(
                        // An API server may send 0 for "never": no generation is 0.
                        status.getObservedGeneration() == null || status.getObservedGeneration() == 0 ? null : status.getObservedGeneration(),
                        Meta.number(status.getDesiredNumberScheduled()),
                        Meta.number(status.getCurrentNumberScheduled()),
                        Meta.number(status.getNumberReady()),
                        Meta.number(status.getUpdatedNumberScheduled()),
                        Meta.number(status.getNumberAvailable()),
                        Meta.number(status.getNumberMisscheduled()));
    }
}

package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.jenkins.plugins.prepullgate.nodes.ControlPlane;
import io.jenkins.plugins.prepullgate.nodes.LastChange;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Who owns a node's taints, cordon or role labels, from {@code metadata.managedFields}. A field that was removed has no owner any more, so an
 * uncordon leaves no trace; its owner is whoever wrote another of these fields last.
 */
final class NodeChanges {
    private NodeChanges() {}

    /** The latest of those owners; null when there is none. Times are whole seconds: of the same one, who keeps pods off counts before who labels. */
    static LastChange last(List<ManagedFieldsEntry> managedFields) {
        return Meta.list(managedFields).stream()
                .filter(e -> e.getManager() != null && (keepsPodsOff(e) || givesRole(e)))
                .max(Comparator.<ManagedFieldsEntry, Instant>comparing(e -> Meta.time(e.getTime()), Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(NodeChanges::keepsPodsOff))
                .map(e -> new LastChange(Meta.shared(e.getManager()), Meta.time(e.getTime())))
                .orElse(null);
    }

    private static boolean keepsPodsOff(ManagedFieldsEntry entry) {
        Map<?, ?> spec = within(fields(entry), "f:spec");
        return spec.containsKey("f:taints") || spec.containsKey("f:unschedulable");
    }

    private static boolean givesRole(ManagedFieldsEntry entry) {
        Map<?, ?> labels = within(within(fields(entry), "f:metadata"), "f:labels");
        return ControlPlane.ROLE_KEYS.stream().anyMatch(key -> labels.containsKey("f:" + key));
    }

    private static Map<?, ?> fields(ManagedFieldsEntry entry) {
        FieldsV1 fields = entry.getFieldsV1();
        return fields == null || fields.getAdditionalProperties() == null ? Map.of() : fields.getAdditionalProperties();
    }

    private static Map<?, ?> within(Map<?, ?> fields, String name) {
        return fields.get(name) instanceof Map<?, ?> inner ? inner : Map.of();
    }
}

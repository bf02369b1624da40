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

    /** The latest of those owners; null when there is none. */
    static LastChange last(List<ManagedFieldsEntry> managedFields) {
        return Meta.list(managedFields).stream()
                .filter(e -> e.getManager() != null && concernsRoles(e.getFieldsV1()))
                .map(e -> new LastChange(Meta.shared(e.getManager()), Meta.time(e.getTime())))
                .max(Comparator.comparing(LastChange::at, Comparator.nullsFirst(Comparator.<Instant>naturalOrder())))
                .orElse(null);
    }

    private static boolean concernsRoles(FieldsV1 fields) {
        if (fields == null || fields.getAdditionalProperties() == null) {
            return false;
        }
        Map<?, ?> spec = within(fields.getAdditionalProperties(), "f:spec");
        Map<?, ?> labels = within(within(fields.getAdditionalProperties(), "f:metadata"), "f:labels");
        return spec.containsKey("f:taints")
                || spec.containsKey("f:unschedulable")
                || ControlPlane.ROLE_KEYS.stream().anyMatch(key -> labels.containsKey("f:" + key));
    }

    private static Map<?, ?> within(Map<?, ?> fields, String name) {
        return fields.get(name) instanceof Map<?, ?> inner ? inner : Map.of();
    }
}

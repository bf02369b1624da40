package io.jenkins.plugins.prepullgate.nodes;

import java.util.List;
import java.util.Map;

/**
 * What a pod template says about where its pods may run.
 *
 * @param tolerations the template's own, without those that the DaemonSet controller adds
 * @param nodeSelector every label must be there with that value
 * @param affinity the terms of the required node affinity; null when the template has none, which differs from an empty list
 * @param hostNetwork the template's
 * @param nodeName {@code spec.nodeName}; empty when not set
 */
public record Placement(
        List<Toleration> tolerations,
        Map<String, String> nodeSelector,
        List<SelectorTerm> affinity,
        boolean hostNetwork,
        String nodeName) {
    /** A template that says nothing about nodes. */
    public static final Placement ANYWHERE = new Placement(List.of(), Map.of(), null, false, "");

    public Placement {
        tolerations = tolerations == null ? List.of() : List.copyOf(tolerations);
        nodeSelector = nodeSelector == null ? Map.of() : Map.copyOf(nodeSelector);
        affinity = affinity == null ? null : List.copyOf(affinity);
        nodeName = nodeName == null ? "" : nodeName;
    }
}

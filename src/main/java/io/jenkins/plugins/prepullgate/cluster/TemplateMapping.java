package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.jenkins.plugins.prepullgate.nodes.Placement;
import io.jenkins.plugins.prepullgate.nodes.Requirement;
import io.jenkins.plugins.prepullgate.nodes.SelectorTerm;
import io.jenkins.plugins.prepullgate.nodes.Toleration;
import io.jenkins.plugins.prepullgate.rollout.ContainerSpec;
import io.jenkins.plugins.prepullgate.rollout.PodTemplate;
import java.util.List;
import java.util.Objects;

/** Pod templates: which images in which order, and where the pods may run. */
final class TemplateMapping {
    private TemplateMapping() {}

    static PodTemplate of(PodTemplateSpec template) {
        PodSpec spec = template == null || template.getSpec() == null ? new PodSpec() : template.getSpec();
        return new PodTemplate(
                containers(spec.getInitContainers()),
                containers(spec.getContainers()),
                new Placement(
                        Meta.list(spec.getTolerations()).stream()
                                .map(t -> new Toleration(t.getKey(), t.getOperator(), t.getValue(), t.getEffect()))
                                .toList(),
                        Meta.labels(spec.getNodeSelector()),
                        affinity(spec.getAffinity()),
                        Meta.yes(spec.getHostNetwork()),
                        spec.getNodeName()),
                spec.getPriorityClassName(),
                spec.getServiceAccountName(),
                Meta.list(spec.getImagePullSecrets()).stream().map(LocalObjectReference::getName).filter(Objects::nonNull).toList());
    }

    private static List<ContainerSpec> containers(List<Container> containers) {
        return Meta.list(containers).stream()
                .filter(c -> c.getName() != null)
                .map(c -> new ContainerSpec(Meta.shared(c.getName()), Meta.shared(c.getImage()), Meta.shared(c.getImagePullPolicy())))
                .toList();
    }

    /** Null when no node affinity is required, which is not the same as one without terms: that matches no node. */
    private static List<SelectorTerm> affinity(Affinity affinity) {
        NodeSelector required = affinity == null || affinity.getNodeAffinity() == null
                ? null
                : affinity.getNodeAffinity().getRequiredDuringSchedulingIgnoredDuringExecution();
        return required == null
                ? null
                : Meta.list(required.getNodeSelectorTerms()).stream()
                        .map(term -> new SelectorTerm(requirements(term.getMatchExpressions()), requirements(term.getMatchFields())))
                        .toList();
    }

    private static List<Requirement> requirements(List<NodeSelectorRequirement> requirements) {
        return Meta.list(requirements).stream()
                .map(r -> new Requirement(Meta.text(r.getKey()), Meta.text(r.getOperator()), Meta.list(r.getValues())))
                .toList();
    }
}

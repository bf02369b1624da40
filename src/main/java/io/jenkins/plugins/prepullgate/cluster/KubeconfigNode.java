package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import io.jenkins.plugins.prepullgate.rollout.Redaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One mapping of a parsed kubeconfig. What is not there, or is of another shape than expected, reads as empty. */
final class KubeconfigNode {
    private final String what;
    private final Map<?, ?> fields;

    /**
     * @param what what messages call it
     * @param value whatever the YAML held
     */
    KubeconfigNode(String what, Object value) {
        this.what = what;
        this.fields = YamlTree.map(value);
    }

    /** Several kubeconfigs in one: scalars of the first that has them, and the lists one after the other. */
    static KubeconfigNode merged(String what, List<KubeconfigNode> nodes) {
        Map<Object, Object> all = new HashMap<>();
        for (KubeconfigNode node : nodes) {
            node.fields.forEach((field, value) -> {
                if (value != null) {
                    all.merge(field, value, KubeconfigNode::joined);
                }
            });
        }
        return new KubeconfigNode(what, all);
    }

    private static Object joined(Object first, Object next) {
        if (first instanceof List<?> a && next instanceof List<?> b) {
            return Stream.concat(a.stream(), b.stream()).toList();
        }
        return first.toString().isBlank() ? next : first;
    }

    /** What messages call it. */
    String what() {
        return what;
    }

    boolean has(String field) {
        return fields.get(field) != null;
    }

    /** A scalar as text; empty when absent or no scalar. */
    String text(String field) {
        return scalar(fields.get(field)).trim();
    }

    /** What the entry {@code name} of a list of named things holds under {@code key}; empty when there is no such entry. */
    Optional<KubeconfigNode> entry(String list, String name, String key) {
        return entries(list).stream()
                .filter(e -> name.equals(scalar(e.get("name"))))
                .findFirst()
                .map(e -> new KubeconfigNode(what + ", " + key + " '" + name + "',", e.get(key)));
    }

    List<String> names(String list) {
        return entries(list).stream().map(e -> scalar(e.get("name"))).filter(name -> !name.isEmpty()).toList();
    }

    ConnectionException refused(String why) {
        return new ConnectionException(Kind.CONFIGURATION, Redaction.brief(what + " " + why));
    }

    private static String scalar(Object value) {
        return value == null || value instanceof Map || value instanceof List ? "" : value.toString();
    }

    private List<Map<?, ?>> entries(String list) {
        return fields.get(list) instanceof List<?> items
                ? items.stream().filter(Map.class::isInstance).<Map<?, ?>>map(m -> (Map<?, ?>) m).toList()
                : List.of();
    }
}

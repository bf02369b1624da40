package io.jenkins.plugins.prepullgate.nodes;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One term of a required node affinity. All its expressions must hold; of several terms one suffices.
 *
 * @param expressions over the node's labels
 * @param fields over the node's fields; only {@code metadata.name} exists
 */
public record SelectorTerm(List<Requirement> expressions, List<Requirement> fields) {
    public SelectorTerm {
        expressions = expressions == null ? List.of() : List.copyOf(expressions);
        fields = fields == null ? List.of() : List.copyOf(fields);
    }

    /** Whether the node matches. A term without any expression matches no node ({@code nodeaffinity.go}, {@code isEmptyNodeSelectorTerm}). */
    public boolean matches(NodeFacts node) {
        if (expressions.isEmpty() && fields.isEmpty()) {
            return false;
        }
        Map<String, String> name = Map.of("metadata.name", node.name());
        return expressions.stream().allMatch(e -> e.matches(node.labels())) && fields.stream().allMatch(f -> f.matches(name));
    }

    @Override
    public String toString() {
        return Stream.concat(expressions.stream(), fields.stream()).map(Requirement::toString).collect(Collectors.joining(" and "));
    }
}

package io.jenkins.plugins.prepullgate.nodes;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * One expression of a node affinity term.
 *
 * @param key a label key, or {@code metadata.name} among a term's fields
 * @param operator {@code In}, {@code NotIn}, {@code Exists}, {@code DoesNotExist}, {@code Gt}, {@code Lt}
 * @param values never null
 */
public record Requirement(String key, String operator, List<String> values) {
    public Requirement {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(operator, "operator");
        values = values == null ? List.of() : List.copyOf(values);
    }

    /**
     * Whether the labels satisfy it, by {@code Requirement.Matches} in {@code k8s.io/apimachinery/pkg/labels/selector.go}: a label that is
     * absent satisfies {@code NotIn}; {@code Gt} and {@code Lt} need whole numbers on both sides. An unknown operator matches nothing.
     */
    public boolean matches(Map<String, String> labels) {
        String value = labels.get(key);
        return switch (operator) {
            case "In" -> value != null && values.contains(value);
            case "NotIn" -> value == null || !values.contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            case "Gt" -> compares(value, 1);
            case "Lt" -> compares(value, -1);
            default -> false;
        };
    }

    private boolean compares(String value, int sign) {
        OptionalLong left = wholeNumber(value);
        OptionalLong right = values.size() == 1 ? wholeNumber(values.get(0)) : OptionalLong.empty();
        return left.isPresent() && right.isPresent() && Long.compare(left.getAsLong(), right.getAsLong()) == sign;
    }

    private static OptionalLong wholeNumber(String text) {
        if (text == null || !text.matches("[+-]?\\d{1,18}")) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return switch (operator) {
            case "In" -> values.size() == 1 ? key + "=" + values.get(0) : key + " in (" + String.join(", ", values) + ")";
            case "NotIn" -> key + " not in (" + String.join(", ", values) + ")";
            case "Exists" -> key;
            case "DoesNotExist" -> "!" + key;
            default -> key + " " + operator + " " + String.join(", ", values);
        };
    }
}

package io.jenkins.plugins.prepullgate.nodes;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One toleration of a pod template.
 *
 * @param key empty with {@code Exists} means every key
 * @param operator {@code Exists}, {@code Equal} (also when empty), or the numeric {@code Lt} and {@code Gt} (alpha in 1.35)
 * @param value compared by {@code Equal}, {@code Lt}, {@code Gt}
 * @param effect API name; empty means every effect
 */
public record Toleration(String key, String operator, String value, String effect) {
    private static final Pattern FORM = Pattern.compile(
            "(?:\\*|(?<key>[A-Za-z0-9][A-Za-z0-9._/-]*)(?:=(?<value>[A-Za-z0-9._-]*))?)(?::(?<effect>NoSchedule|PreferNoSchedule|NoExecute))?");

    public Toleration {
        key = key == null ? "" : key;
        operator = operator == null || operator.isEmpty() ? "Equal" : operator;
        value = value == null ? "" : value;
        effect = effect == null ? "" : effect;
    }

    /** A toleration of any value of {@code key} with that effect. */
    public static Toleration exists(String key, TaintEffect effect) {
        return new Toleration(key, "Exists", "", effect.apiName());
    }

    /**
     * Reads {@code key=value:Effect}, {@code key:Effect} (any value), {@code key} (any value and effect) or {@code *} (everything).
     *
     * @throws IllegalArgumentException naming the text
     */
    public static Toleration parse(String text) {
        Matcher matcher = FORM.matcher(text == null ? "" : text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no toleration, such as hub.jupyter.org/dedicated=user:NoSchedule; the effects are "
                    + "NoSchedule, PreferNoSchedule and NoExecute");
        }
        String value = matcher.group("value");
        return new Toleration(matcher.group("key"), value == null ? "Exists" : "Equal", value, matcher.group("effect"));
    }

    /**
     * Whether it tolerates the taint, by the rules of {@code ToleratesTaint} in {@code k8s.io/api/core/v1/toleration.go}. The numeric
     * operators are off by default (feature gate {@code TaintTolerationComparisonOperators}) and therefore tolerate nothing here.
     */
    public boolean tolerates(Taint taint) {
        if (!effect.isEmpty() && !effect.equals(taint.effect().apiName())) {
            return false;
        }
        if (!key.isEmpty() && !key.equals(taint.key())) {
            return false;
        }
        return switch (operator) {
            case "Exists" -> true;
            case "Equal" -> !key.isEmpty() && value.equals(taint.value());
            default -> false;
        };
    }

    /** Whether it tolerates every key, as {@code operator: Exists} without a key does. */
    public boolean toleratesEverything() {
        return key.isEmpty() && operator.equals("Exists");
    }

    @Override
    public String toString() {
        String what = key.isEmpty() ? "every key" : operator.equals("Exists") ? key : key + " " + operator + " " + value;
        return what + (effect.isEmpty() ? "" : ":" + effect);
    }
}

package io.jenkins.plugins.prepullgate.nodes;

import java.util.Objects;

/**
 * One taint of a node.
 *
 * @param key never null
 * @param value may be empty, never null
 * @param effect never null
 */
public record Taint(String key, String value, TaintEffect effect) {
    public Taint {
        Objects.requireNonNull(key, "key");
        value = value == null ? "" : value;
        Objects.requireNonNull(effect, "effect");
    }

    /** The form that {@code kubectl taint} reads and prints: {@code key=value:Effect}, without {@code =} when there is no value. */
    @Override
    public String toString() {
        return (value.isEmpty() ? key : key + "=" + value) + ":" + effect.apiName();
    }
}

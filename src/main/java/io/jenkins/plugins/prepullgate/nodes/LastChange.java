package io.jenkins.plugins.prepullgate.nodes;

import java.time.Instant;
import java.util.Objects;

/**
 * Who last touched a node's taints, cordon or role labels, from its {@code managedFields}.
 *
 * @param manager the field manager, such as {@code kubectl-cordon} or {@code kubectl-taint}
 * @param at when; null when the API server does not say
 */
public record LastChange(String manager, Instant at) {
    public LastChange {
        Objects.requireNonNull(manager, "manager");
    }
}

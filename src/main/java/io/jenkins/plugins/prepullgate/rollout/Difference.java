package io.jenkins.plugins.prepullgate.rollout;

import java.util.Objects;

/**
 * One line of a comparison of two clusters.
 *
 * @param what is compared, such as {@code control plane's cordon}
 * @param here in the audited cluster
 * @param there in the other one
 */
public record Difference(String what, String here, String there) {
    public Difference {
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(here, "here");
        Objects.requireNonNull(there, "there");
    }

    public boolean differs() {
        return !here.equals(there);
    }
}

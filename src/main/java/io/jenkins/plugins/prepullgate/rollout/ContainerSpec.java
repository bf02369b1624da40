package io.jenkins.plugins.prepullgate.rollout;

import java.util.Objects;

/**
 * One container of a pod template.
 *
 * @param name never null
 * @param image the reference as written in the template
 * @param pullPolicy {@code Always}, {@code IfNotPresent}, {@code Never}; may be empty
 */
public record ContainerSpec(String name, String image, String pullPolicy) {
    public ContainerSpec {
        Objects.requireNonNull(name, "name");
        image = image == null ? "" : Redaction.reference(image);
        pullPolicy = pullPolicy == null ? "" : pullPolicy;
    }
}

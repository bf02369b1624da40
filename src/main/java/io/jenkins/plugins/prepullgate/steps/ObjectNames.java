package io.jenkins.plugins.prepullgate.steps;

import hudson.Util;
import io.jenkins.plugins.prepullgate.cluster.PullerOptions;
import java.util.List;

/** Parameters that hold the name of an object of Kubernetes. */
final class ObjectNames {
    private ObjectNames() {}

    /** @throws IllegalArgumentException when it cannot be the name of a namespace */
    static void checkNamespace(String namespace) {
        if (namespace == null || !namespace.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")) {
            throw new IllegalArgumentException("namespace: '" + Util.fixNull(namespace)
                    + "' is not the name of a namespace; it has lower-case letters, digits and dashes");
        }
    }

    /**
     * The name, or an empty text where none is given.
     *
     * @param text may be null
     * @throws IllegalArgumentException naming the parameter, when it cannot be the name of an object
     */
    static String optional(String parameter, String text) {
        return text == null ? "" : PullerOptions.names(parameter, List.of(text)).get(0);
    }
}

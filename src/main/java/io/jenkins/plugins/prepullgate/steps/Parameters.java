package io.jenkins.plugins.prepullgate.steps;

import hudson.Util;
import io.jenkins.plugins.prepullgate.cluster.ObjectNames;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Parameters of steps, as somebody wrote them in a Jenkinsfile or a form. */
final class Parameters {
    private Parameters() {}

    /** The text without blanks around it; the default for one that is missing or blank. */
    static String orDefault(String value, String fallback) {
        return Util.fixNull(Util.fixEmptyAndTrim(value), fallback);
    }

    /** The entries without blanks around them and without blank ones; none for null. */
    static List<String> entries(List<String> value) {
        return value == null ? List.of() : value.stream().map(Util::fixEmptyAndTrim).filter(Objects::nonNull).toList();
    }

    /** @throws IllegalArgumentException when it cannot be the name of a namespace */
    static void checkNamespace(String namespace) {
        if (namespace == null || !namespace.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")) {
            throw new IllegalArgumentException("namespace: '" + Util.fixNull(namespace)
                    + "' is not the name of a namespace; it has lower-case letters, digits and dashes");
        }
    }

    /**
     * The name of an object of Kubernetes, or an empty text where none is given.
     *
     * @param text may be null
     * @throws IllegalArgumentException naming the parameter, when it cannot be the name of an object
     */
    static String objectName(String parameter, String text) {
        return text == null ? "" : ObjectNames.checked(parameter, text);
    }

    /** The values of those parameters that are given, side by side, as views show them beside the name of a step. */
    static String shown(Map<String, Object> given, String... names) {
        return Arrays.stream(names).map(given::get).filter(Objects::nonNull).map(Object::toString).collect(Collectors.joining(" "));
    }
}

package io.jenkins.plugins.prepullgate.steps;

import hudson.Util;
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

    /** The values of those parameters that are given, side by side, as views show them beside the name of a step. */
    static String shown(Map<String, Object> given, String... names) {
        return Arrays.stream(names).map(given::get).filter(Objects::nonNull).map(Object::toString).collect(Collectors.joining(" "));
    }
}

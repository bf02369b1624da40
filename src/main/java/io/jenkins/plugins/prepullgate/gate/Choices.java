package io.jenkins.plugins.prepullgate.gate;

import io.jenkins.plugins.prepullgate.rollout.Tolerance;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads values that people write as text, with the same words in a Jenkinsfile and on a command line. */
public final class Choices {
    private Choices() {}

    /**
     * One of a few values, by its name.
     *
     * @param parameter the name of the parameter, for the error
     * @throws IllegalArgumentException naming parameter and value, and the values that there are
     */
    public static <E> E one(String parameter, String text, E[] values, Function<E, String> name) {
        return Arrays.stream(values).filter(value -> name.apply(value).equals(text)).findFirst().orElseThrow(() -> {
            String known = Arrays.stream(values).map(name).collect(Collectors.joining(", "));
            return new IllegalArgumentException(parameter + ": '" + text + "' is none of " + known);
        });
    }

    /**
     * Reads {@code 2} or {@code 5%}.
     *
     * @param parameter the name of the parameter, for the error
     * @throws IllegalArgumentException naming parameter and value
     */
    public static Tolerance tolerance(String parameter, String text) {
        try {
            return Tolerance.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(parameter + ": " + e.getMessage(), e);
        }
    }
}

package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.rollout.Tolerance;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads what options hold; whatever is wrong with it is a {@link UsageException} that names option and value. */
final class Values {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    private Values() {}

    static Duration duration(String option, String text) {
        try {
            return Durations.parse(option, text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    static Tolerance tolerance(String option, String text) {
        try {
            return Tolerance.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + e.getMessage());
        }
    }

    /** One of a few values, by the name that the pipeline steps use, too. */
    static <E> E choice(String option, String text, E[] values, Function<E, String> name) {
        return Arrays.stream(values).filter(v -> name.apply(v).equals(text)).findFirst().orElseThrow(() -> new UsageException(
                option + ": '" + text + "' is none of " + Arrays.stream(values).map(name).collect(Collectors.joining(", "))));
    }

    /** A name that Kubernetes would take, so that a typo is told before a server is asked. */
    static String objectName(String option, String text) {
        if (!NAME.matcher(text).matches()) {
            throw new UsageException(option + ": '" + text + "' is no name of Kubernetes (lower-case letters, digits, '-' and '.')");
        }
        return text;
    }
}

package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.gate.Choices;
import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.rollout.Tolerance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads what options hold; whatever is wrong with it is a {@link UsageException} that names option and value. */
final class Values {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    private static final double SLOWEST = 0.1;
    private static final double FASTEST = 1000;

    private Values() {}

    static Duration duration(String option, String text) {
        return read(() -> Durations.parse(option, text));
    }

    static Tolerance tolerance(String option, String text) {
        return read(() -> Choices.tolerance(option, text));
    }

    /** One of a few values, by the name that the pipeline steps use, too. */
    static <E> E choice(String option, String text, E[] values, Function<E, String> name) {
        return read(() -> Choices.one(option, text, values, name));
    }

    /** How many times as fast as time itself something is played. */
    static double speed(String option, double number) {
        if (!(number >= SLOWEST && number <= FASTEST)) {
            throw new UsageException(option + ": '" + number + "' is not between " + SLOWEST + " and " + FASTEST);
        }
        return number;
    }

    /** What the engine reads of a text; its complaint is the caller's mistake. */
    static <T> T read(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    /** A name that Kubernetes would take, so that a typo is told before a server is asked. */
    static String objectName(String option, String text) {
        if (!NAME.matcher(text).matches()) {
            throw new UsageException(option + ": '" + text + "' is no name of Kubernetes (lower-case letters, digits, '-' and '.')");
        }
        return text;
    }

    /**
     * Refuses a file that could not be written, before anything is waited for.
     *
     * @param file null when the option is not given
     * @param endings how its name may end
     */
    static void output(String option, Path file, String... endings) {
        if (file == null) {
            return;
        }
        if (Arrays.stream(endings).noneMatch(file.toString()::endsWith)) {
            String forms = endings.length == 1 ? endings[0] + ", the only form that there is" : "any of " + String.join(", ", endings);
            throw new UsageException(option + ": '" + file + "' does not end in " + forms);
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new UsageException(option + ": '" + file + "' cannot be written: " + folder + " is no folder");
        }
        if (Files.isDirectory(file)) {
            throw new UsageException(option + ": '" + file + "' cannot be written: it is a folder");
        }
    }
}

package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.cluster.ObjectNames;
import io.jenkins.plugins.prepullgate.gate.Choices;
import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.rollout.Tolerance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads the values of options. Whatever is wrong with one is a {@link UsageException} that names option and value. */
final class Values {
    private static final double SLOWEST = 0.1;
    private static final double FASTEST = 1000;

    private Values() {}

    static Duration duration(String option, String text) {
        return read(() -> Durations.parse(option, text));
    }

    static Tolerance tolerance(String option, String text) {
        return read(() -> Choices.tolerance(option, text));
    }

    /** One of a few values, by its name, which is the same in the pipeline steps. */
    static <E> E choice(String option, String text, E[] values, Function<E, String> name) {
        return read(() -> Choices.one(option, text, values, name));
    }

    /** How many times faster than real time something is played. */
    static double speed(String option, double number) {
        if (!(number >= SLOWEST && number <= FASTEST)) {
            throw new UsageException(option + ": '" + number + "' is not between " + SLOWEST + " and " + FASTEST);
        }
        return number;
    }

    /** Lets the engine read a text. What it rejects is a mistake of the caller. */
    static <T> T read(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    /** A name that Kubernetes would accept, so that a typo is found before a server is asked. */
    static String objectName(String option, String text) {
        return read(() -> ObjectNames.checked(option, text));
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
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw new UsageException(option + ": '" + file + "' cannot be written: permission denied, or the disk can only be read");
        }
    }
}

package io.jenkins.plugins.prepullgate.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The scripts of {@code testbed/}, run from a test. */
public final class Scripts {
    private Scripts() {}

    /**
     * What a program said and how it ended.
     *
     * @param status its exit status
     * @param output its output and its errors, in the order in which they came
     */
    public record Outcome(int status, String output) {
        /**
         * The output, without the last line's end.
         *
         * @throws AssertionError when it did not end with 0
         */
        public String orFail() {
            if (status != 0) {
                throw new AssertionError("ended with " + status + ":\n" + output);
            }
            return output.strip();
        }
    }

    /** Runs a script of the test bed to its end. */
    public static Outcome run(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of(folder().resolve(script).toString()));
        command.addAll(Arrays.asList(arguments));
        return run(command);
    }

    /** Runs any program to its end. */
    public static Outcome run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + command, e);
        }
    }

    /** The folder of the programs, such as {@code kubectl} and {@code helm}; fails when they are not built. */
    public static Path programs() {
        return Path.of(run("build", "--where").orFail());
    }

    /** The folder {@code testbed} of the checkout: tests run in the checkout or below it. */
    public static Path folder() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("testbed/up"))) {
                return folder.resolve("testbed");
            }
        }
        throw new IllegalStateException("no folder with testbed/up at or above " + Path.of("").toAbsolutePath());
    }
}

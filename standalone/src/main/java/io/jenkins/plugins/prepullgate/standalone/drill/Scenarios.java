package io.jenkins.plugins.prepullgate.standalone.drill;

import io.jenkins.plugins.prepullgate.cluster.FileFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds scenarios: those that come with the command, and files of the user's own. */
public final class Scenarios {
    /** In the order in which they are listed: from what goes well to what nobody expects. */
    private static final List<String> BUILT_IN = List.of(
            "success", "slow-pull", "missing-tag", "tag-missing-on-one-node", "credentials", "rate-limited-then-ok", "disk-full", "quota",
            "tainted-everywhere", "no-room", "node-lost", "incident", "uncordoned");

    private static final String ENDING = ".yaml";
    private static final String NO_FOLDER = ": is not a folder that can be read";
    /** In bytes; 5,000 nodes written out have a tenth of it. */
    private static final int LIMIT = 4 << 20;

    private Scenarios() {}

    /** The scenarios that come with the command. */
    public static List<Scenario> builtIn() {
        return BUILT_IN.stream().map(Scenarios::builtIn).toList();
    }

    /**
     * A scenario that comes with the command.
     *
     * @throws IllegalArgumentException when none has that name
     */
    public static Scenario builtIn(String name) {
        String file = "scenarios/" + name + ENDING;
        try (InputStream in = Scenarios.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("no scenario is called '" + name + "'");
            }
            return ScenarioReader.read(name, file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the drill's own " + file + " cannot be read", e);
        } catch (ScenarioException e) {
            throw new IllegalStateException("the drill's own scenario is wrong: " + e.getMessage(), e);
        }
    }

    /** The scenarios of a folder, by name. */
    public static List<Scenario> in(Path folder) throws ScenarioException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
        } catch (IOException e) {
            throw new ScenarioException(folder + NO_FOLDER);
        }
        List<Scenario> scenarios = new ArrayList<>();
        for (Path file : files) {
            scenarios.add(file(file));
        }
        return scenarios;
    }

    /** The scenario in a file, which it has its name from. */
    public static Scenario file(Path file) throws ScenarioException {
        String name = file.getFileName().toString();
        try {
            String called = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
            if (Files.size(file) > LIMIT) {
                throw new ScenarioException(file + ": has " + Files.size(file) + " bytes; a scenario may have " + LIMIT);
            }
            return ScenarioReader.read(called, file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new ScenarioException(file + ": cannot be read: " + FileFault.words(e));
        }
    }

    /**
     * The scenario that a user means: a file, one in a folder, or one that comes with the command.
     *
     * @param word a path that ends in {@value #ENDING}, or a name
     * @param folder may be null
     */
    public static Scenario named(String word, Path folder) throws ScenarioException {
        if (word.endsWith(ENDING)) {
            return file(Path.of(word));
        }
        if (folder != null && !Files.isDirectory(folder)) {
            throw new ScenarioException(folder + NO_FOLDER);
        }
        if (folder != null && Files.exists(folder.resolve(word + ENDING))) {
            return file(folder.resolve(word + ENDING));
        }
        if (!BUILT_IN.contains(word)) {
            throw new ScenarioException("'" + word + "' is not a scenario; there are " + String.join(", ", BUILT_IN)
                    + (folder == null ? "" : ", and the files in " + folder) + ", or give a path that ends in " + ENDING);
        }
        return builtIn(word);
    }
}

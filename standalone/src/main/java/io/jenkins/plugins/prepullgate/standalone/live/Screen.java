package io.jenkins.plugins.prepullgate.standalone.live;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.Signals;

/** The terminal that the command writes to: its size, also after it changes, and whether it has colours. */
public final class Screen implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(Screen.class.getName());
    private static final String RESIZED = "WINCH";
    private static final int FEWEST_COLOURS = 8;
    /** Variables that CI systems set. These keep a log and cannot show a picture, even if they provide a terminal. */
    private static final List<String> BUILDS = List.of("CI", "JENKINS_URL", "TF_BUILD", "TEAMCITY_VERSION");

    /** Where Linux says what it is. */
    private static final Path STDOUT = Path.of("/proc/self/fd/1");

    private final Closeable terminal;
    private final boolean colours;
    private final Object before;
    private volatile Size size;

    private Screen(Supplier<Size> measured, Closeable terminal, boolean colours) {
        this.terminal = terminal;
        this.colours = colours;
        this.size = measured.get();
        this.before = Signals.register(RESIZED, () -> size = measured.get());
    }

    /**
     * The terminal, if a picture can be drawn on it and somebody is there to look at it. Where stdin leads does not matter.
     *
     * @param environment of the process
     * @return empty where lines are wanted: without a terminal, in CI, on Windows
     */
    public static Optional<Screen> open(Map<String, String> environment) {
        if (!suits(environment) || File.separatorChar == '\\' || goesElsewhere(STDOUT)) {
            return Optional.empty();
        }
        try {
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .dumb(false)
                    .nativeSignals(false)
                    .encoding(StandardCharsets.UTF_8)
                    .build();
            Integer number = terminal.getNumericCapability(Capability.max_colors);
            return Optional.of(new Screen(
                    () -> Size.told(terminal.getWidth(), terminal.getHeight()), terminal, coloured(environment, number == null ? 0 : number)));
        } catch (IOException | IllegalStateException e) {
            LOGGER.log(Level.FINE, "no terminal for input and output", e);
            return OutputTerminal.isThere() ? Optional.of(ofOutput(environment)) : Optional.empty();
        }
    }

    private static Screen ofOutput(Map<String, String> environment) {
        return new Screen(OutputTerminal::size, () -> {}, coloured(environment, OutputTerminal.colours(environment.get("TERM"))));
    }

    /** Whether the environment suggests a terminal with somebody looking at it. */
    static boolean suits(Map<String, String> environment) {
        String type = environment.getOrDefault("TERM", "");
        return !type.isEmpty() && !type.equals("dumb") && BUILDS.stream().noneMatch(name -> set(environment.get(name)));
    }

    /** Whether it is known to be no terminal. The library finds out as well, but starts programs to do so, which takes as long as half a start. */
    static boolean goesElsewhere(Path output) {
        try {
            String to = Files.readSymbolicLink(output).toString();
            return to.startsWith("pipe:") || to.startsWith("socket:") || to.equals("/dev/null") || Files.isRegularFile(output);
        } catch (IOException | UnsupportedOperationException e) {
            LOGGER.log(Level.FINEST, "nothing is said of stdout", e);
            return false;
        }
    }

    private static boolean set(String value) {
        return value != null && !value.isEmpty() && !value.equals("false");
    }

    /**
     * By the rule of no-color.org.
     *
     * @param colours how many the terminal has
     */
    static boolean coloured(Map<String, String> environment, int colours) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty() && colours >= FEWEST_COLOURS;
    }

    Size size() {
        return size;
    }

    boolean colours() {
        return colours;
    }

    @Override
    public void close() {
        Signals.unregister(RESIZED, before);
        try {
            terminal.close();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "a terminal cannot be closed", e);
        }
    }
}

package io.jenkins.plugins.prepullgate.standalone.live;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final Terminal terminal;
    private final boolean colours;
    private final Object before;
    private volatile Size size;

    private Screen(Terminal terminal, boolean colours) {
        this.terminal = terminal;
        this.colours = colours;
        this.size = measured();
        this.before = Signals.register(RESIZED, () -> size = measured());
    }

    /**
     * The terminal, if a picture can be drawn on it and somebody is there to look at it.
     *
     * @param environment of the process
     * @return empty where lines are wanted: without a terminal, in CI, on Windows
     */
    public static Optional<Screen> open(Map<String, String> environment) {
        if (!suits(environment) || File.separatorChar == '\\') {
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
            return Optional.of(new Screen(terminal, coloured(environment) && number != null && number >= FEWEST_COLOURS));
        } catch (IOException | IllegalStateException e) {
            LOGGER.log(Level.FINE, "no terminal", e);
            return Optional.empty();
        }
    }

    /** Whether the environment suggests a terminal with somebody looking at it. */
    static boolean suits(Map<String, String> environment) {
        String type = environment.getOrDefault("TERM", "");
        return !type.isEmpty() && !type.equals("dumb") && BUILDS.stream().noneMatch(name -> set(environment.get(name)));
    }

    private static boolean set(String value) {
        return value != null && !value.isEmpty() && !value.equals("false");
    }

    /** By the rule of no-color.org. */
    static boolean coloured(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    Size size() {
        return size;
    }

    boolean colours() {
        return colours;
    }

    private Size measured() {
        int columns = terminal.getWidth();
        int rows = terminal.getHeight();
        return columns < 1 || rows < 1 ? Size.USUAL : new Size(columns, rows);
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

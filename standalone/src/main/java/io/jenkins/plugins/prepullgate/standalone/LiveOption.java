package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.standalone.live.Screen;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether a wait is shown as a live picture. */
final class LiveOption {
    @Option(
            names = "--plain",
            description = "Print lines, also on a terminal. Default: on a terminal, a table of the nodes that is redrawn in place; lines in CI, with "
                    + "TERM=dumb, and wherever stdout is not a terminal. NO_COLOR is respected.")
    private boolean plain;

    /**
     * How a wait is told: as a live picture where somebody is looking at a terminal, in lines otherwise.
     *
     * @param where the wait looks, as a heading
     * @param clock the time that it runs by
     */
    Telling telling(String where, WaitSpec spec, InstantSource clock, OutputOptions output) {
        Optional<Screen> screen = plain || !output.forPeople() ? Optional.empty() : Screen.open(System.getenv());
        return screen.map(s -> Telling.picture(where, spec, clock, s, output.writer())).orElseGet(() -> Telling.lines(spec, output::progress));
    }
}

package io.jenkins.plugins.prepullgate.hub;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a hub has measured of itself since it started, read from Prometheus' text form. */
final class HubMetrics {
    private static final String STARTUP = "jupyterhub_hub_startup_duration_seconds";
    private static final String CHECKING = "jupyterhub_init_spawners_duration_seconds";

    private HubMetrics() {}

    /**
     * How long the hub's own start took, looking at all servers included; empty for hubs that do not tell (before 1.3).
     *
     * @param text of {@code /hub/metrics}
     */
    static Optional<Duration> startup(String text) {
        // The look at the servers goes on in the background once it has taken longer than init_spawners_timeout.
        double seconds = Math.max(sum(text, STARTUP).orElse(0), sum(text, CHECKING).orElse(0));
        return seconds > 0 ? Optional.of(Duration.ofMillis((long) (seconds * 1000))) : Optional.empty();
    }

    private static OptionalDouble sum(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + "_sum "))
                .map(line -> line.substring(line.indexOf(' ') + 1).trim())
                .filter(value -> value.matches("[0-9.]+(e[+-]?[0-9]+)?"))
                .mapToDouble(Double::parseDouble)
                .findFirst();
    }
}

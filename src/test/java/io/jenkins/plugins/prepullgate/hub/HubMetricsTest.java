package io.jenkins.plugins.prepullgate.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.Test;

public class HubMetricsTest {
    @Test
    public void theStartIsReadFromTheHubsOwnMeasurements() {
        String metrics = """
                # HELP x
                jupyterhub_hub_startup_duration_seconds_sum 11.349534517999928
                jupyterhub_hub_startup_duration_seconds_count 1.0
                jupyterhub_init_spawners_duration_seconds_sum 182.5
                """;
        assertThat(HubMetrics.startup(metrics)).contains(Duration.ofMillis(182_500));
        assertThat(HubMetrics.startup("jupyterhub_init_spawners_duration_seconds_sum NaN\n")).isEmpty();
        assertThat(HubMetrics.startup("")).isEmpty();
    }
}

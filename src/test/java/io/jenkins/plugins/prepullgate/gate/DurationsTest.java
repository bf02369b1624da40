package io.jenkins.plugins.prepullgate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.Test;

public class DurationsTest {
    @Test
    public void readsWhatPeopleWrite() {
        assertThat(Durations.parse("budget", "20m")).isEqualTo(Duration.ofMinutes(20));
        assertThat(Durations.parse("budget", " 1h30m ")).isEqualTo(Duration.ofMinutes(90));
        assertThat(Durations.parse("budget", "1d2h3m4s5ms")).isEqualTo(Duration.parse("P1DT2H3M4.005S"));
    }

    @Test
    public void namesParameterAndValueOfWhatItCannotRead() {
        for (String bad : new String[] {"", "20", "m", "-5m", "5 m", "1.5h", "5m1h", "soon", "99999999999s"}) {
            assertThatThrownBy(() -> Durations.parse("budget", bad)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("budget: '" + bad + "'");
        }
        assertThatThrownBy(() -> Durations.parse("budget", null)).hasMessageStartingWith("budget: ''");
        assertThatThrownBy(() -> Durations.parse("heartbeat", "0s")).hasMessage("heartbeat: '0s' must be more than zero");
    }

    @Test
    public void writesShortly() {
        assertThat(Durations.words(Duration.ofSeconds(130))).isEqualTo("2m10s");
        assertThat(Durations.words(Duration.ofMinutes(20))).isEqualTo("20m");
        assertThat(Durations.words(Duration.ofMinutes(65))).isEqualTo("1h5m");
        assertThat(Durations.words(Duration.ofMillis(999))).isEqualTo("0s");
        assertThat(Durations.words(Duration.ofSeconds(-5))).isEqualTo("0s");
    }
}

package io.jenkins.plugins.prepullgate.rollout;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.Test;

public class PulledEventTest {
    private static PulledEvent parse(String message) {
        return PulledEvent.parse(new EventFacts("", "Pod", "p", "u", "", "Normal", "Pulled", message, 1, START, START, "")).orElse(null);
    }

    @Test
    public void everyGenerationOfTheTextIsRead() {
        PulledEvent today = parse("Successfully pulled image \"a:1\" in 20.393s (40.774s including waiting). Image size: 123456 bytes.");
        assertThat(today).isEqualTo(new PulledEvent(false, Duration.ofMillis(20393), Duration.ofMillis(40774), 123456));
        assertThat(today.queued()).isEqualTo(Duration.ofMillis(20381));
        assertThat(parse("Successfully pulled image \"a:1\" in 1m2.5s (1m2.5s including waiting)").pulling()).isEqualTo(Duration.ofMillis(62500));
        assertThat(parse("Successfully pulled image \"a:1\" in 1.2s").includingWaiting()).isEqualTo(Duration.ofMillis(1200));
        assertThat(parse("Successfully pulled image \"a:1\"")).as("before 1.20").isNull();
        assertThat(parse("Container image \"a:1\" already present on machine").alreadyPresent()).isTrue();
    }

    @Test
    public void aPullThatAnotherPodDidCostsTheWaiting() {
        PulledEvent shared = parse("Successfully pulled image \"a:1\" in 42ms (4m15s including waiting). Image size: 1 bytes.");
        assertThat(shared.cost()).isEqualTo(Duration.ofSeconds(255));
        assertThat(parse("Successfully pulled image \"a:1\" in 30s (4m15s including waiting)").cost()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    public void goDurationsAreRead() {
        assertThat(PulledEvent.duration("1h2m3.5s")).isEqualTo(Duration.parse("PT1H2M3.5S"));
        assertThat(PulledEvent.duration("950µs")).isEqualTo(Duration.ofNanos(950_000));
        assertThat(PulledEvent.duration("soon")).isZero();
    }
}

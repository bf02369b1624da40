package io.jenkins.plugins.prepullgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Test;

public class SteadyClockTest {
    private static final Instant NOON = Instant.parse("2018-01-26T12:00:00Z");

    @Test
    public void aWallClockThatJumpsDoesNotMoveIt() {
        AtomicReference<Instant> wall = new AtomicReference<>(NOON);
        AtomicLong nanos = new AtomicLong(-5);
        SteadyClock clock = SteadyClock.startingAt(wall::get, nanos::get);

        for (Duration jump : new Duration[] {Duration.ofHours(1), Duration.ofHours(-2), Duration.ofDays(400)}) {
            wall.set(NOON.plus(jump));
            assertThat(clock.instant()).isEqualTo(NOON.plusNanos(nanos.get() + 5));
            nanos.addAndGet(Duration.ofMinutes(3).toNanos());
        }
        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofMinutes(9)));
    }

    @Test
    public void itBeginsWithTheTimeOfDay() {
        Instant before = InstantSource.system().instant();
        Instant read = SteadyClock.startingNow().instant();

        assertThat(read).isBetween(before.minusMillis(50), InstantSource.system().instant().plusMillis(50));
    }
}

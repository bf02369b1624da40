package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Test;

public class BackoffTest {
    @Test
    public void timesDoubleUpToTheLimitAndBeginAnewAfterASuccess() {
        Backoff backoff = new Backoff(Tuning.DEFAULT, () -> 0.5);

        assertThat(millis(backoff, 8)).containsExactly(200L, 400L, 800L, 1600L, 3200L, 6400L, 10_000L, 10_000L);
        backoff.reset();
        assertThat(millis(backoff, 1)).containsExactly(200L);
    }

    @Test
    public void timesAreScatteredAndNeverBeyondTheLimit() {
        assertThat(millis(new Backoff(Tuning.DEFAULT, () -> 0), 1)).containsExactly(150L);
        assertThat(millis(new Backoff(Tuning.DEFAULT, () -> 0.999), 100)).allMatch(t -> t <= 10_000);
        assertThat(millis(new Backoff(Tuning.DEFAULT), 100)).allMatch(t -> t >= 150 && t <= 10_000);
    }

    @Test
    public void whatTheServerAsksForComesOnTop() {
        Backoff backoff = new Backoff(Tuning.DEFAULT, () -> 0.5);

        assertThat(backoff.next(Duration.ofSeconds(30))).isEqualTo(Duration.ofMillis(30_200));
        assertThat(backoff.next(null)).isEqualTo(Duration.ofMillis(400));
    }

    private static List<Long> millis(Backoff backoff, int times) {
        return Stream.generate(() -> backoff.next(null).toMillis()).limit(times).toList();
    }
}

package io.jenkins.plugins.prepullgate.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.Test;

public class BatchSizeTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static Duration millis(double millis) {
        return Duration.ofMillis((long) millis);
    }

    @Test
    public void aHubThatNeedsFiftyMillisecondsPerUserGetsSixAtATime() {
        BatchSize size = new BatchSize(SECOND);
        for (int i = 0; i < 10; i++) {
            size.took(size.next(), millis(50 * size.next()));
        }
        assertThat(size.next()).isEqualTo(6);
    }

    @Test
    public void aFastHubGetsMoreByAndByAndNotWithoutLimit() {
        BatchSize size = new BatchSize(SECOND);
        int before = size.next();
        for (int i = 0; i < 20; i++) {
            size.took(size.next(), millis(size.next()));
            assertThat(size.next()).isLessThanOrEqualTo(2 * before);
            before = size.next();
        }
        assertThat(size.next()).isEqualTo(100);
    }

    @Test
    public void aHubThatBecomesSlowGetsLessAtOnceAndMoreOnlySlowly() {
        BatchSize size = new BatchSize(SECOND);
        for (int i = 0; i < 10; i++) {
            size.took(size.next(), millis(10 * size.next()));
        }
        assertThat(size.next()).isEqualTo(30);
        size.took(30, Duration.ofSeconds(10));
        assertThat(size.next()).isEqualTo(1);
        size.took(1, millis(10));
        assertThat(size.next()).isBetween(1, 2);
    }

    @Test
    public void oneAtATimeIsTheLeastHoweverSlowAndHoweverOftenItFails() {
        BatchSize size = new BatchSize(SECOND);
        size.took(1, Duration.ofMinutes(1));
        assertThat(size.next()).isEqualTo(1);
        size.failed();
        assertThat(size.next()).isEqualTo(1);
    }

    /** The time per user at most doubles from one batch to the next; only a batch of a single user may then exceed the limit. */
    @Test
    public void noBatchTakesLongerThanTheLimitWhileTimesAtMostDouble() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            BatchSize size = new BatchSize(SECOND);
            double each = 20 + random.nextInt(60);
            for (int i = 0; i < 100; i++) {
                int users = size.next();
                double took = users * each;
                assertThat(users == 1 || took <= SECOND.toMillis()).as("seed %d, batch %d: %d users of %.0fms", seed, i, users, each).isTrue();
                size.took(users, millis(took));
                each = Math.min(900, each * (0.5 + 1.4 * random.nextDouble()) + 1);
            }
        }
    }
}

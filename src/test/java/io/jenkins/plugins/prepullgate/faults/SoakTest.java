package io.jenkins.plugins.prepullgate.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.Assume;
import org.junit.Test;

/** What lasts for long stays as it is. {@code -Dsoak.hours=2} lets it last for so many hours of the waits' time, and prints what was read. */
public class SoakTest {
    private static final Duration SHORT_ROUND = Duration.ofMinutes(1);
    private static final Duration LONG_ROUND = Duration.ofMinutes(10);
    private static final int SHORT_ROUNDS = 4;
    /** Bytes by which the fitted line may rise from end to end: one reading may be a MiB above the others. A wait that were kept would be some hundred kB. */
    private static final double HEAP = 2 * 1024 * 1024;
    /** Pools end their threads when they please, and a connection that nobody uses has one at the server and one at the proxy. */
    private static final double FEW_THREADS = 8;
    /** Such a connection is there or is not, and has four ends in this process. */
    private static final double FEW_ENDS = 12;
    /** Held, since loggers that nobody holds forget their level. */
    private static final Logger CLIENT = Logger.getLogger("io.fabric8.kubernetes.client");

    @Test
    public void waitsThatComeAndGoLeaveNothingBehind() throws Exception {
        Assume.assumeTrue(Reading.possible());
        CLIENT.setLevel(Level.SEVERE);
        int hours = Integer.getInteger("soak.hours", 0);
        int rounds = hours == 0 ? SHORT_ROUNDS : hours * 6;
        List<Reading> readings = new ArrayList<>();
        Soak soak = new Soak(Long.getLong("soak.first", 1));
        try (soak) {
            // Rounds that do not count: what is loaded and compiled only once is no leak.
            for (int i = 0; i < (hours == 0 ? 1 : 3); i++) {
                soak.round(hours == 0 ? SHORT_ROUND : LONG_ROUND);
            }
            for (int i = 0; i < rounds; i++) {
                readings.add(soak.round(hours == 0 ? SHORT_ROUND : LONG_ROUND));
                tell(hours > 0, readings.get(i).toString());
            }
        }
        String table = readings.stream().map(Reading::toString).collect(Collectors.joining("\n"));
        double heap = Reading.rise(readings, Reading::heap);
        double threads = Reading.rise(readings, Reading::threadCount);
        double connections = Reading.rise(readings, Reading::connections);
        tell(hours > 0, String.format("rise: %.1f KiB, %.1f threads, %.1f connections", heap / 1024, threads, connections));
        assertThat(soak.complaints()).isEmpty();
        assertThat(heap).as("bytes more\n%s", table).isLessThan(HEAP);
        assertThat(threads).as("threads more\n%s", table).isLessThan(FEW_THREADS);
        assertThat(connections).as("connections more\n%s", table).isLessThan(FEW_ENDS);
    }

    private static void tell(boolean wanted, String line) {
        if (wanted) {
            System.out.println(line);
        }
    }

    @Test
    public void aLineThatRisesIsSeenThroughItsNoise() {
        assertThat(Reading.rise(readings(0), Reading::heap)).isBetween(-HEAP / 4, HEAP / 4);
        assertThat(Reading.rise(readings(400_000), Reading::heap)).isGreaterThan(HEAP);
    }

    /** Twelve of a heap that goes up and down by 100 kB and grows by so many bytes each time. */
    private static List<Reading> readings(long growth) {
        return IntStream.range(0, 12)
                .mapToObj(i -> new Reading(LONG_ROUND.multipliedBy(i), i, Map.of(), 0, 20_000_000 + i * growth + i % 2 * 100_000))
                .toList();
    }
}

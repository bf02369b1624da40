package io.jenkins.plugins.prepullgate.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.prepullgate.cluster.LiveThreads;
import io.jenkins.plugins.prepullgate.cluster.QuickWatches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.Test;

/**
 * Whatever goes wrong between gate and cluster, the verdict is never wrong. {@code -Dfaults.schedules=1000} tries more, {@code -Dfaults.first=N}
 * others, and {@code -Dfaults.first=N -Dfaults.schedules=1} one again.
 */
public class FaultSchedulesTest {
    private static final int AT_ONCE = 12;
    /** Held, since loggers that nobody holds forget their level. */
    private static final Logger CLIENT = Logger.getLogger("io.fabric8.kubernetes.client");

    @Test
    public void noScheduleOfFaultsBringsAboutAWrongVerdict() throws Exception {
        CLIENT.setLevel(Level.SEVERE);
        long first = Long.getLong("faults.first", 1);
        int schedules = Integer.getInteger("faults.schedules", 200);
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<String>> runs =
                    LongStream.range(first, first + schedules).mapToObj(seed -> pool.submit(() -> new Schedule(seed).run())).toList();
            assertThat(complaints(runs)).as("complaints about %d schedules from seed %d", schedules, first).isEmpty();
        } finally {
            pool.shutdownNow();
        }
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    private static List<String> complaints(List<Future<String>> runs) throws InterruptedException, ExecutionException {
        List<String> complaints = new ArrayList<>();
        for (Future<String> run : runs) {
            if (!run.get().isEmpty()) {
                complaints.add(run.get());
            }
        }
        return complaints;
    }

    private static List<String> threads() {
        return LiveThreads.names().stream()
                .filter(name -> name.startsWith(QuickWatches.threads()) || name.startsWith("OkHttp http://localhost"))
                .toList();
    }
}

package io.jenkins.plugins.prepullgate.faults;

import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.prepullgate.cluster.ClusterWatches;
import io.jenkins.plugins.prepullgate.cluster.LiveThreads;
import io.jenkins.plugins.prepullgate.cluster.QuickWatches;
import io.jenkins.plugins.prepullgate.gate.Gate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Waits without end in one process, as on a controller: one on a cluster that is watched all the time, guests beside it, and meanwhile one after
 * the other on clusters of their own, by {@link Schedule}s of rollouts and troubles, of which every fourth is called off. All by one
 * {@link ClusterWatches} and one {@link Gate}, whose clock is fast.
 */
final class Soak implements AutoCloseable {
    static final int SPEED = 30;
    private static final int AT_ONCE = 3;
    private static final long BETWEEN_MOVES_MILLIS = 40;

    private final InstantSource clock = Stage.clock(SPEED);
    private final Instant begun = clock.instant();
    private final ClusterWatches watches = QuickWatches.open(clock, Duration.ofSeconds(30));
    private final Gate gate = new Gate(clock);
    private final Pulse pulse = new Pulse();
    private final Stage stage = new Stage(watches, gate, clock, SPEED, pulse::of);
    private final LastingCluster cluster;
    private final AtomicLong seed;
    private final long first;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    /** @param first the seed of its first schedule */
    Soak(long first) {
        this.first = first;
        this.seed = new AtomicLong(first);
        this.cluster = new LastingCluster(stage, new Random(first));
    }

    /** Waits go on for so long; then all but the lasting one end, and what is held is read. */
    Reading round(Duration length) throws Exception {
        Instant until = clock.instant().plus(length);
        ExecutorService players = Executors.newFixedThreadPool(AT_ONCE);
        ScheduledExecutorService hand = Executors.newSingleThreadScheduledExecutor();
        try {
            Future<?> moves = hand.scheduleWithFixedDelay(cluster::move, 0, BETWEEN_MOVES_MILLIS, TimeUnit.MILLISECONDS);
            Callable<Void> schedules = () -> schedules(until);
            for (Future<Void> played : players.invokeAll(Collections.nCopies(AT_ONCE, schedules))) {
                played.get();
            }
            if (moves.isDone()) {
                moves.get();
            }
            moves.cancel(false);
            hand.submit(cluster::pause).get();
        } finally {
            players.shutdownNow();
            hand.shutdownNow();
        }
        await().atMost(Duration.ofMinutes(2)).until(() -> cluster.seen() && passing().isEmpty());
        return Reading.now(Duration.between(begun, clock.instant()), (int) (seed.get() - first) + cluster.guests());
    }

    private Void schedules(Instant until) throws InterruptedException {
        do {
            long next = seed.getAndIncrement();
            String complaint = new Schedule(next, clock).run(stage, next % 4 == 0);
            if (!complaint.isEmpty()) {
                complaints.add(complaint);
            }
        } while (clock.instant().isBefore(until));
        return null;
    }

    /** Threads that may be there for a while after a wait, or during one. */
    private List<String> passing() {
        return LiveThreads.names().stream()
                .filter(name -> name.startsWith(QuickWatches.threads())
                        || name.startsWith("OkHttp http://localhost") && !name.contains(cluster.address()))
                .toList();
    }

    /** What was wrong: verdicts, and waits that do not end. Complete after {@link #close}. */
    List<String> complaints() {
        return Stream.concat(complaints.stream(), cluster.complaints().stream()).toList();
    }

    @Override
    public void close() {
        cluster.close();
        gate.close();
        watches.close();
        pulse.close();
    }
}

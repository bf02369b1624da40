package io.jenkins.plugins.prepullgate.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The workers of one cluster: few, daemons, and gone while there is nothing to do. Requests to a cluster that does not answer block its own
 * workers and nobody else's. Watches, once they stand, need none.
 */
final class Workshop {
    private static final int WORKERS = 2;
    /** How long a thread stays that has nothing to do. */
    static final Duration IDLE = Duration.ofSeconds(2);

    /** All threads of this package, so that a thread dump tells whose they are. */
    static final String THREADS = "prepull-cluster";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final ClusterTarget target;
    private final Tuning tuning;
    private final InstantSource clock;
    private final ScheduledExecutorService timer;
    private final ThreadPoolExecutor requests;

    Workshop(ClusterTarget target, Tuning tuning, InstantSource clock, ScheduledExecutorService timer) {
        this.target = target;
        this.tuning = tuning;
        this.clock = clock;
        this.timer = timer;
        this.requests = workers();
    }

    Tuning tuning() {
        return tuning;
    }

    Instant now() {
        return clock.instant();
    }

    ConnectionException explain(Throwable failure) {
        return Failures.of(failure, target);
    }

    /** Runs work that may block. Does nothing after {@link #close}. */
    void run(Runnable work) {
        requests.execute(work);
    }

    void runLater(Duration delay, Runnable work) {
        if (delay.isZero()) {
            run(work);
        } else {
            timer.schedule(() -> run(work), delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Runs something short, even while all workers are blocked. */
    void remind(Duration delay, Runnable reminder) {
        timer.schedule(reminder, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Interrupts what blocks, drops what is queued, and takes no more. */
    void close() {
        requests.shutdownNow();
    }

    private static ThreadPoolExecutor workers() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                WORKERS,
                WORKERS,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                threads("requests"),
                new ThreadPoolExecutor.DiscardPolicy());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Daemons that see the library's classes, and not those of whoever came first. */
    static ThreadFactory threads(String what) {
        return named(what, Thread::new);
    }

    static ThreadFactory named(String what, ThreadFactory made) {
        return work -> {
            Thread thread = made.newThread(work);
            thread.setName(THREADS + "-" + what + "-" + COUNT.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(Loaders.library());
            return thread;
        };
    }
}

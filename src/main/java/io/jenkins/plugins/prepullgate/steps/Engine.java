package io.jenkins.plugins.prepullgate.steps;

import hudson.init.Terminator;
import hudson.security.ACL;
import hudson.util.ClassLoaderSanityThreadFactory;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.prepullgate.gate.Gate;
import io.jenkins.plugins.prepullgate.gate.SteadyClock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import jenkins.security.ImpersonatingExecutorService;
import jenkins.util.ContextResettingExecutorService;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What all steps of this controller share: the gate that holds the waits, the clusters, and a few threads for what may block. Made on first use,
 * ended with Jenkins; a Jenkins that starts again in the same process makes a new one.
 */
@Restricted(NoExternalUse.class)
public final class Engine implements AutoCloseable {
    private static final int WORKERS = 8;
    /** Work with hubs takes minutes each, so it has threads of its own; more than that waits for its turn. */
    private static final int HUB_WORKERS = 32;
    private static final int IDLE_SECONDS = 60;
    private static Engine current;

    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Clusters clusters;
    private final Gate gate;
    private final ThreadPoolExecutor threads;
    private final ExecutorService workers;
    private final ThreadPoolExecutor hubThreads;
    private final ExecutorService hubWork;
    private volatile boolean closed;

    Engine(Clusters clusters, InstantSource clock) {
        this(clusters, clock, System::nanoTime);
    }

    /** @param nanos passes while somebody sets the clock */
    Engine(Clusters clusters, InstantSource clock, LongSupplier nanos) {
        this.clusters = clusters;
        this.clock = clock;
        this.nanos = nanos;
        gate = new Gate(steadyClock());
        threads = pool(WORKERS, "prepull-gate step");
        workers = new ImpersonatingExecutorService(new ContextResettingExecutorService(threads), ACL.SYSTEM2);
        hubThreads = pool(HUB_WORKERS, "prepull-gate hub");
        hubWork = new ImpersonatingExecutorService(new ContextResettingExecutorService(hubThreads), ACL.SYSTEM2);
    }

    private static ThreadPoolExecutor pool(int size, String name) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                size,
                size,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new NamingThreadFactory(new ClassLoaderSanityThreadFactory(new DaemonThreadFactory()), name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    static synchronized Engine get() {
        if (current == null) {
            current = new Engine(new RealClusters(), InstantSource.system());
        }
        return current;
    }

    /** For tests. */
    static synchronized void use(Engine engine) {
        current = engine;
    }

    /** Called by Jenkins as it goes down. Steps that wait are not ended: they go on when it is up again. */
    @Terminator
    public static void shutDown() {
        Engine ended;
        synchronized (Engine.class) {
            ended = current;
            current = null;
        }
        if (ended != null) {
            ended.close();
        }
    }

    /** The controller's time of day: what is saved, and outlives a restart, is told by it. */
    Instant now() {
        return clock.instant();
    }

    /** When something began, by what {@link #now} was then. When the clock was set back since, it begins now. */
    Instant began(long epochMilli) {
        Instant saved = Instant.ofEpochMilli(epochMilli);
        Instant now = now();
        return saved.isAfter(now) ? now : saved;
    }

    /** A clock that begins now, for what a step does from now on: nobody can set it. */
    SteadyClock steadyClock() {
        return SteadyClock.startingAt(clock, nanos);
    }

    Clusters clusters() {
        return clusters;
    }

    Gate gate() {
        return gate;
    }

    /** Runs, as the system, what may block. Refuses after {@link #close}. */
    ExecutorService workers() {
        return workers;
    }

    /** Runs work with hubs, as the system. Refuses after {@link #close}. */
    ExecutorService hubWork() {
        return hubWork;
    }

    /** Whether Jenkins is going down: what fails now has failed for that reason. */
    boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        gate.close();
        clusters.close();
        threads.shutdownNow();
        hubThreads.shutdownNow();
    }
}

package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * All watched clusters of this process. Waits for the same cluster, by the same credentials, share one connection and one set of watches, which
 * end with the last of them. While nothing changes nothing is asked, and no thread works.
 */
public final class ClusterWatches implements AutoCloseable {
    private final Tuning tuning;
    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor timer;
    private final Map<ClusterTarget, ClusterLink> links = new HashMap<>();
    private boolean closed;

    /** @param clock since when parts of the cluster are seen is told by it; steady */
    public ClusterWatches(InstantSource clock) {
        this(clock, Tuning.DEFAULT);
    }

    ClusterWatches(InstantSource clock, Tuning tuning) {
        this.clock = clock;
        this.tuning = tuning;
        this.timer = new ScheduledThreadPoolExecutor(1, Workshop.threads("timer"), new ThreadPoolExecutor.DiscardPolicy());
        timer.setKeepAliveTime(1, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Begins to watch a puller, or joins those who do. Never blocks: what cannot be seen yet, or at all, shows in the view's
     * {@link RolloutView#sources()}.
     *
     * @throws IllegalStateException after {@link #close}
     */
    public RolloutSource open(ClusterTarget target, PullerQuery query) {
        return open(target, null, query);
    }

    /**
     * The same over a connection that stands already, unless these watches have one. It ends with the last wait for its cluster; whoever made it
     * closes it as well, at the latest then.
     *
     * @throws IllegalStateException after {@link #close}
     */
    public RolloutSource open(ClusterClient connection, PullerQuery query) {
        return open(connection.target(), connection, query);
    }

    /** @param connection null when there is none yet */
    private RolloutSource open(ClusterTarget target, ClusterClient connection, PullerQuery query) {
        PullerView view;
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("the watches of this process are closed");
            }
            ClusterLink link = links.computeIfAbsent(target, t -> new ClusterLink(t, new Workshop(t, tuning, clock, timer), connection));
            view = link.namespace(query.namespace()).enter(query);
        }
        view.namespace().begin(query);
        return new WatchedSource(this, view);
    }

    /**
     * The same by the time of the one who waits: these watches may have been there for long, and their clock need not show the time of day any more.
     *
     * @param time runs as this one's clock does
     */
    public RolloutSource open(ClusterTarget target, PullerQuery query, InstantSource time) {
        Duration ahead = Duration.between(clock.instant(), time.instant());
        return new DatedSource(open(target, query), ahead);
    }

    /** One source less; what nobody needs any more ends. */
    void release(PullerView view) {
        NamespaceWatch namespace = view.namespace();
        ClusterLink link = namespace.link();
        boolean last;
        boolean lastOfCluster = false;
        synchronized (this) {
            if (closed) {
                return;
            }
            last = namespace.leave(view);
            if (last && link.end(namespace)) {
                links.remove(link.target());
                lastOfCluster = true;
            }
        }
        if (lastOfCluster) {
            link.close();
        } else if (!last) {
            namespace.follow();
        }
    }

    /** Ends all watches; sources that are still open show their last view for ever. */
    @Override
    public void close() {
        List<ClusterLink> ended;
        synchronized (this) {
            closed = true;
            ended = List.copyOf(links.values());
            links.clear();
        }
        ended.forEach(ClusterLink::close);
        timer.shutdownNow();
    }
}

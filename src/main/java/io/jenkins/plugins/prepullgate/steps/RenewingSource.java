package io.jenkins.plugins.prepullgate.steps;

import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import io.jenkins.plugins.prepullgate.rollout.SharedSight;
import io.jenkins.plugins.prepullgate.rollout.Source;
import io.jenkins.plugins.prepullgate.rollout.SourceState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A watched cluster whose credentials may change during the wait, since tokens expire and secrets are rotated. When a watch is lost, the credentials
 * are looked up again. If they have changed, the cluster is watched anew with them, and that replaces the old view once it has been read.
 */
final class RenewingSource implements RolloutSource {
    /** How long reading the cluster with new credentials may take; after that it is shown, however much has been read. */
    private static final Duration READING = Duration.ofSeconds(30);
    /** Between two looks at how well the cluster is seen. */
    private static final Duration GLANCE = Duration.ofSeconds(1);
    /** Between two look-ups at first, which must be short: credentials that are refused end a wait after half a minute. */
    private static final Duration PAUSE = Duration.ofSeconds(5);
    /** Between two look-ups later, since an API server can be down for long while a thousand steps wait for it. */
    private static final Duration LONG_PAUSE = Duration.ofSeconds(40);

    /** How long {@link #PAUSE} holds before {@link #LONG_PAUSE} does. */
    private static final Duration AT_FIRST = Duration.ofMinutes(1);

    /** Looks up where the step's address leads now. */
    @FunctionalInterface
    interface Lookup {
        ClusterTarget target() throws ConnectionException;
    }

    /**
     * What the source needs from the step that it belongs to.
     *
     * @param lookup may block
     * @param watch begins to watch a cluster
     * @param elsewhere runs work that may block, on another thread
     * @param say prints a line in the step's log
     */
    record Host(
            Lookup lookup,
            Function<ClusterTarget, RolloutSource> watch,
            Consumer<StepRun.Task> elsewhere,
            Consumer<String> say,
            InstantSource clock) {}

    private final Host host;
    private final List<Runnable> marks = new CopyOnWriteArrayList<>();
    private final Set<Source> lost = ConcurrentHashMap.newKeySet();
    private volatile RolloutSource current;
    // Guarded by this: all fields from here on.
    private ClusterTarget target;
    private Subscription subscription;
    /** The cluster as it is being read with new credentials; null while it is not. */
    private RolloutSource next;

    private String complaint = "";
    private boolean lookingUp;
    private Instant nextGlance = Instant.MIN;
    private Instant nextLookUp = Instant.MIN;
    /** Null while everything is seen. */
    private Instant outSince;

    private boolean closed;

    private RenewingSource(ClusterTarget target, Host host) {
        this.host = host;
        this.target = target;
        current = host.watch().apply(target);
    }

    /**
     * Begins to watch.
     *
     * @param target where the address leads now
     */
    static RenewingSource open(ClusterTarget target, Host host) {
        RenewingSource source = new RenewingSource(target, host);
        synchronized (source) {
            source.subscription = source.current.onChange(source::changed);
        }
        return source;
    }

    @Override
    public RolloutView view() {
        return current.view();
    }

    @Override
    public SharedSight sight() {
        return current.sight();
    }

    @Override
    public Subscription onChange(Runnable mark) {
        marks.add(mark);
        return () -> marks.remove(mark);
    }

    private void changed() {
        marks.forEach(Runnable::run);
        if (due() && outOfSight() && begins()) {
            host.elsewhere().accept(this::lookUp);
        }
    }

    /**
     * Whether it is time for another look. Changes can come by the thousand and each look makes a view, so there are pauses between looks; a lost
     * watch makes changes until it is back, so none is missed.
     */
    private synchronized boolean due() {
        Instant now = host.clock().instant();
        if (closed || lookingUp || now.isBefore(nextGlance)) {
            return false;
        }
        nextGlance = now.plus(GLANCE);
        return true;
    }

    private synchronized void allSeen() {
        outSince = null;
    }

    /** Whether a source is out of sight that was seen before, or that no wait can do without. */
    private boolean outOfSight() {
        Map<Source, SourceState> sources = current.view().sources();
        sources.forEach((source, state) -> {
            if (state.sight() == SourceState.Sight.STALE) {
                lost.add(source);
            } else if (state.live()) {
                lost.remove(source);
            }
        });
        SourceState essential = sources.get(Source.DAEMONSETS);
        boolean out = !lost.isEmpty() || essential != null && essential.forbidden();
        if (!out) {
            allSeen();
        }
        return out;
    }

    private synchronized boolean begins() {
        Instant now = host.clock().instant();
        if (closed || lookingUp || now.isBefore(nextLookUp)) {
            return false;
        }
        lookingUp = true;
        outSince = outSince == null ? now : outSince;
        nextLookUp = now.plus(now.isBefore(outSince.plus(AT_FIRST)) ? PAUSE : LONG_PAUSE);
        return true;
    }

    private void lookUp() {
        try {
            ClusterTarget found = host.lookup().target();
            RolloutSource fresh = renewed(found);
            if (fresh != null) {
                host.say().accept("the credentials have changed; reading the cluster with the new ones");
                FirstLook.at(fresh, READING).thenRun(() -> show(fresh, found));
            }
        } catch (ConnectionException e) {
            if (failed(e.getMessage())) {
                host.say().accept(e.getMessage() + "; going on with the credentials known before");
            }
        }
    }

    /** The cluster, watched with what was found; null when that is what we have already. */
    private synchronized RolloutSource renewed(ClusterTarget found) {
        complaint = "";
        if (closed || found.equals(target)) {
            lookingUp = false;
            return null;
        }
        next = host.watch().apply(found);
        return next;
    }

    /**
     * Notes why a look-up failed.
     *
     * @return whether that is another reason than the last time
     */
    private synchronized boolean failed(String newComplaint) {
        boolean differs = !newComplaint.equals(complaint);
        complaint = newComplaint;
        lookingUp = false;
        return differs;
    }

    private void show(RolloutSource fresh, ClusterTarget found) {
        RolloutSource last;
        synchronized (this) {
            lookingUp = false;
            if (closed) {
                return;
            }
            subscription.close();
            last = current;
            lost.clear();
            current = fresh;
            next = null;
            target = found;
            subscription = fresh.onChange(this::changed);
        }
        last.close();
        marks.forEach(Runnable::run);
    }

    @Override
    public void close() {
        RolloutSource unread;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            unread = next;
            subscription.close();
        }
        if (unread != null) {
            unread.close();
        }
        current.close();
    }
}

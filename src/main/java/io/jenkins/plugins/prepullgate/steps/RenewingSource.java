package io.jenkins.plugins.prepullgate.steps;

import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
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
 * A watched cluster whose credentials may change during the wait: tokens expire, and secrets are rotated. When what was seen is seen no more, they
 * are looked up again; if they are other ones, the watches are begun anew with them, and shown as soon as they have been read.
 */
final class RenewingSource implements RolloutSource {
    /** How long reading the cluster with new credentials may take until it is shown whatever it has read. */
    private static final Duration READING = Duration.ofSeconds(30);
    /** Between two looks at how well the cluster is seen. */
    private static final Duration GLANCE = Duration.ofSeconds(1);
    /** Between two look-ups at first: credentials that are refused end a wait after half a minute. */
    private static final Duration PAUSE = Duration.ofSeconds(5);
    /** Between two look-ups later: an API server can be down for long, and a thousand steps wait for it. */
    private static final Duration LONG_PAUSE = Duration.ofSeconds(40);

    private static final Duration AT_FIRST = Duration.ofMinutes(1);

    /** Looks an address up. */
    @FunctionalInterface
    interface Lookup {
        ClusterTarget target() throws ConnectionException;
    }

    /** What the source needs of the step that it belongs to. */
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
    /** What follows is guarded by this. */
    private ClusterTarget target;

    private Subscription subscription;
    /** Being read with new credentials; null when none is. */
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

    /** Begins to watch. @param target where the address leads now */
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

    /** Whether it is time for a look: changes can come by the thousand, and each look makes a view. A lost watch makes changes until it is back. */
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

    /** Whether something is not seen that once was, or that nothing can do without. */
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
            if (lookedUp(e.getMessage())) {
                host.say().accept(e.getMessage() + "; going on with the credentials known before");
            }
        }
    }

    /** The cluster by what was found; null when it is known already. */
    private synchronized RolloutSource renewed(ClusterTarget found) {
        complaint = "";
        if (closed || found.equals(target)) {
            lookingUp = false;
            return null;
        }
        next = host.watch().apply(found);
        return next;
    }

    /** @return whether the complaint is a new one */
    private synchronized boolean lookedUp(String newComplaint) {
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

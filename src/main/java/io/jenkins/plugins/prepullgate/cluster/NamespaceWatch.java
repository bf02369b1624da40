package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.rollout.DaemonSetFacts;
import io.jenkins.plugins.prepullgate.rollout.PodTemplate;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * One namespace in which somebody waits: its DaemonSets, awaiter Jobs and events, and the pods of the pullers that are waited for. Any number of
 * waits share it.
 */
final class NamespaceWatch implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(NamespaceWatch.class.getName());

    /** Says nothing about pulling, and is most of what a hub's users cause. */
    private static final String NOISE = List.of("Scheduled", "Created", "Started", "Killing", "SuccessfulCreate", "SuccessfulDelete").stream()
            .map(reason -> "reason!=" + reason)
            .collect(Collectors.joining(","));

    private final ClusterLink link;
    private final String name;
    private final AtomicLong version = new AtomicLong();
    /** Whether a wait has begun for which nobody has looked yet whether its puller is there. */
    private final AtomicBoolean begun = new AtomicBoolean();

    private final Set<Mark> marks = ConcurrentHashMap.newKeySet();
    private final Map<PullerQuery, PullerView> views = new HashMap<>();
    private final EventShelf events = new EventShelf();
    private final NamespaceParts parts;

    NamespaceWatch(ClusterLink link, String name) {
        this.link = link;
        this.name = name;
        this.parts = new NamespaceParts(
                link.watched(Resource.DAEMON_SETS, name, Selection.ALL, DaemonSetMapping::facts, new NameShelf<>(), this::daemonSetsChanged),
                link.watched(Resource.JOBS, name, Selection.ALL, JobMapping::facts, new NameShelf<>(), this::changed),
                link.watched(Resource.EVENTS, name, Selection.withFields(NOISE), EventMapping::facts, events, this::changed),
                new PodWatches(link, name, this::changed),
                new HookChecksums(link, name, this::changed),
                new Neighbours(link, name, this::changed),
                new ReleaseStates(link, name, this::changed));
    }

    void start() {
        parts.start();
    }

    String name() {
        return name;
    }

    ClusterLink link() {
        return link;
    }

    /** Rises with every change; a view is as old as the version that it was made at. */
    long version() {
        return version.get();
    }

    /** One more wait for that puller; {@link #begin} must follow, when no lock is held any more. */
    synchronized PullerView enter(PullerQuery query) {
        PullerView view = views.computeIfAbsent(query, q -> new PullerView(this, q, new Picture(q, link, parts)));
        view.waits++;
        return view;
    }

    /**
     * One wait less; unless it was the last, {@link #follow} must come next.
     *
     * @return whether it was the last
     */
    synchronized boolean leave(PullerView view) {
        if (--view.waits == 0) {
            views.remove(view.query());
        }
        return views.isEmpty();
    }

    /** A wait begins: what is read once for each must not be from before. */
    void begin(PullerQuery query) {
        if (query.asksForRelease()) {
            parts.releases().follow();
        }
        parts.neighbours().expire();
        if (parts.checksums().expire()) {
            changed();
        }
        begun.set(true);
        follow();
    }

    /** Calls {@code mark} after every change, until it is closed. */
    Mark mark(Runnable mark) {
        Mark added = new Mark(mark);
        marks.add(added);
        return added;
    }

    /** Something that views show is different now. */
    void changed() {
        version.incrementAndGet();
        marks.forEach(Mark::call);
    }

    private void daemonSetsChanged() {
        follow();
        changed();
    }

    /** Watches the pods of the pullers that are there, and those of no others. */
    void follow() {
        Set<Map<String, String>> selectors = new HashSet<>();
        Set<PodNames> pullers = new HashSet<>();
        Set<PodTemplate> templates = new HashSet<>();
        boolean seen = parts.daemonSets().state().live();
        boolean awaited = false;
        synchronized (this) {
            for (PullerView view : views.values()) {
                List<DaemonSetFacts> found = Picture.answering(parts.daemonSets().items(), view.query());
                found.forEach(set -> pullers.add(new PodNames(set.name())));
                found.forEach(set -> templates.add(set.template()));
                selectors.addAll(view.follow(found));
                awaited |= found.isEmpty() || view.query().upcoming();
            }
        }
        // Only as a wait begins: later the checksum may be of the very deploy that is waited for.
        if (seen && begun.compareAndSet(true, false) && awaited) {
            parts.checksums().look();
        }
        parts.neighbours().look(List.copyOf(templates));
        boolean differs = parts.pods().only(selectors);
        differs |= events.pullers(pullers);
        if (differs) {
            changed();
        }
    }

    @Override
    public void close() {
        parts.close();
    }

    /** Somebody who wants to know of changes. */
    final class Mark implements RolloutSource.Subscription {
        private final Runnable action;

        private Mark(Runnable action) {
            this.action = action;
        }

        private void call() {
            try {
                action.run();
            } catch (RuntimeException e) {
                LOGGER.log(Level.WARNING, "A wait could not be told of a change", e);
            }
        }

        @Override
        public void close() {
            marks.remove(this);
        }
    }
}

package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.rollout.DaemonSetFacts;
import io.jenkins.plugins.prepullgate.rollout.EventFacts;
import io.jenkins.plugins.prepullgate.rollout.JobFacts;
import io.jenkins.plugins.prepullgate.rollout.PodTemplate;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final HookChecksums checksums;
    private final Neighbours neighbours;
    private final AtomicLong version = new AtomicLong();
    private final Set<Mark> marks = ConcurrentHashMap.newKeySet();
    private final Map<PullerQuery, PullerView> views = new HashMap<>();
    private final PodWatches pods;
    private final ReleaseStates releases;

    private final Shelf<DaemonSetFacts> daemonSets = new NameShelf<>();
    private final Shelf<JobFacts> awaiters = new NameShelf<>();
    private final EventShelf events = new EventShelf();
    private final Reflector<?, DaemonSetFacts> daemonSetReflector;
    private final Reflector<?, JobFacts> jobReflector;
    private final Reflector<?, EventFacts> eventReflector;

    NamespaceWatch(ClusterLink link, String name) {
        this.link = link;
        this.name = name;
        this.checksums = new HookChecksums(link, name, this::changed);
        this.neighbours = new Neighbours(link, name, this::changed);
        this.pods = new PodWatches(link, name, this::changed);
        this.releases = new ReleaseStates(link, name, this::changed);
        this.daemonSetReflector =
                link.reflector(Resource.DAEMON_SETS, name, Selection.ALL, DaemonSetMapping::facts, daemonSets, this::daemonSetsChanged);
        this.jobReflector = link.reflector(Resource.JOBS, name, Selection.ALL, JobMapping::facts, awaiters, this::changed);
        this.eventReflector =
                link.reflector(Resource.EVENTS, name, Selection.withFields(NOISE), EventMapping::facts, events, this::changed);
    }

    void start() {
        daemonSetReflector.start();
        eventReflector.start();
        jobReflector.start();
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
        PullerView view = views.computeIfAbsent(query, q -> new PullerView(this, q));
        view.waits++;
        return view;
    }

    /** One wait less; unless it was the last, {@link #follow} must come next. @return whether it was the last */
    synchronized boolean leave(PullerView view) {
        if (--view.waits == 0) {
            views.remove(view.query());
        }
        return views.isEmpty();
    }

    /** A wait begins: what is read once for each must not be from before. */
    void begin(PullerQuery query) {
        if (query.asksForRelease()) {
            releases.follow();
        }
        neighbours.expire();
        if (checksums.refresh()) {
            changed();
        }
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
        synchronized (this) {
            for (PullerView view : views.values()) {
                List<DaemonSetFacts> found = view.pullers(daemonSets.items());
                found.forEach(set -> pullers.add(new PodNames(set.name())));
                found.forEach(set -> templates.add(set.template()));
                selectors.addAll(view.follow(found));
            }
        }
        neighbours.look(List.copyOf(templates));
        boolean differs = pods.only(selectors);
        differs |= events.pullers(pullers);
        if (differs) {
            changed();
        }
    }

    RolloutView picture(PullerView view) {
        return new Picture(link.nodes(), link::images, link::disks, link.nodesState(), daemonSets.items(), daemonSetReflector.state(), events.items(), eventReflector.state(),
                awaiters.items(), jobReflector.state(), pods, checksums, neighbours.known(), releases).of(view);
    }

    @Override
    public void close() {
        daemonSetReflector.close();
        jobReflector.close();
        eventReflector.close();
        pods.close();
        releases.close();
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

package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.rollout.PodFacts;
import io.jenkins.plugins.prepullgate.rollout.SourceState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The pods of a namespace's pullers, one watch per label selector: a hub's namespace holds the pods of all its users, and those are not read. */
final class PodWatches implements AutoCloseable {
    private final ClusterLink link;
    private final String namespace;
    private final Runnable changed;
    private final Map<Map<String, String>, Watched<PodFacts>> bySelector = new HashMap<>();
    private boolean closed;

    PodWatches(ClusterLink link, String namespace, Runnable changed) {
        this.link = link;
        this.namespace = namespace;
        this.changed = changed;
    }

    /**
     * Watches these, and no others.
     *
     * @return whether that is a change
     */
    boolean only(Set<Map<String, String>> selectors) {
        List<Watched<PodFacts>> ended = new ArrayList<>();
        List<Watched<PodFacts>> begun = new ArrayList<>();
        synchronized (this) {
            if (closed) {
                return false;
            }
            for (Map<String, String> old : List.copyOf(bySelector.keySet())) {
                if (!selectors.contains(old)) {
                    ended.add(bySelector.remove(old));
                }
            }
            for (Map<String, String> selector : selectors) {
                if (!bySelector.containsKey(selector)) {
                    Watched<PodFacts> watched = begin(selector);
                    bySelector.put(selector, watched);
                    begun.add(watched);
                }
            }
        }
        ended.forEach(Watched::close);
        begun.forEach(Watched::start);
        return !ended.isEmpty() || !begun.isEmpty();
    }

    private Watched<PodFacts> begin(Map<String, String> selector) {
        return link.watched(Resource.PODS, namespace, Selection.labelled(selector), PodMapping::facts, new NameShelf<>(), changed);
    }

    /** The pods with that selector, by name; none while they are not watched. */
    synchronized List<PodFacts> items(Map<String, String> selector) {
        Watched<PodFacts> watched = bySelector.get(selector);
        return watched == null ? List.of() : watched.items();
    }

    /** How well they are seen; null while they are not watched. */
    synchronized SourceState state(Map<String, String> selector) {
        Watched<PodFacts> watched = bySelector.get(selector);
        return watched == null ? null : watched.state();
    }

    @Override
    public void close() {
        List<Watched<PodFacts>> ended;
        synchronized (this) {
            closed = true;
            ended = List.copyOf(bySelector.values());
            bySelector.clear();
        }
        ended.forEach(Watched::close);
    }
}

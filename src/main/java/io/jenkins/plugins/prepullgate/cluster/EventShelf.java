package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.rollout.EventFacts;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the events of pullers and of their pods. An event can arrive before its puller is known to be one, so the newest events of strangers
 * are kept aside for a while. Both have a limit: a namespace's users make events without end, and 5,000 nodes times 20 images would too.
 */
final class EventShelf implements Shelf<EventFacts> {
    static final int LIMIT = 20_000;
    static final int STRANGERS = 1_000;

    private final Map<String, EventFacts> events = new LinkedHashMap<>();
    private final Map<String, EventFacts> strangers = new LinkedHashMap<>();
    private final Set<PodNames> pullers = new HashSet<>();
    /** Null when it must be made anew. */
    private List<EventFacts> listed = List.of();

    /** From now on events of these DaemonSets count too; those of earlier ones stay. @return whether events were found among the strangers */
    synchronized boolean pullers(Set<PodNames> names) {
        if (!pullers.addAll(names)) {
            return false;
        }
        Map<String, EventFacts> before = new LinkedHashMap<>(strangers);
        strangers.clear();
        boolean found = false;
        for (Map.Entry<String, EventFacts> stranger : before.entrySet()) {
            found |= put(stranger.getKey(), stranger.getValue());
        }
        return found;
    }

    @Override
    public synchronized boolean replaceAll(Map<String, EventFacts> newItems) {
        boolean differs = events.keySet().retainAll(newItems.keySet());
        strangers.keySet().retainAll(newItems.keySet());
        for (Map.Entry<String, EventFacts> item : newItems.entrySet()) {
            differs |= put(item.getKey(), item.getValue());
        }
        if (differs) {
            listed = null;
        }
        return differs;
    }

    @Override
    public synchronized boolean put(String name, EventFacts event) {
        if (pullers.stream().noneMatch(puller -> puller.concernedBy(event))) {
            strangers.put(name, event);
            dropOldest(strangers, STRANGERS);
            return false;
        }
        if (event.equals(events.put(name, event))) {
            return false;
        }
        dropOldest(events, LIMIT);
        listed = null;
        return true;
    }

    @Override
    public synchronized boolean remove(String name) {
        strangers.remove(name);
        if (events.remove(name) == null) {
            return false;
        }
        listed = null;
        return true;
    }

    @Override
    public synchronized List<EventFacts> items() {
        if (listed == null) {
            listed = List.copyOf(events.values());
        }
        return listed;
    }

    private static void dropOldest(Map<String, EventFacts> from, int limit) {
        if (from.size() > limit) {
            Iterator<String> oldest = from.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }
}

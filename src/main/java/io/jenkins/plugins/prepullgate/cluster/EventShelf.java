package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.rollout.EventFacts;
import io.jenkins.plugins.prepullgate.rollout.PullRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the events of pullers and of their pods. An event can arrive before its puller is known to be one, so the newest events of strangers
 * are kept aside for a while. All have a limit: a namespace's users make events without end, and 5,000 nodes times 20 images would too. Warnings
 * have a limit of their own, so that the news of pulls that go well does not push out why one does not. So have the
 * pulls of other pods, which a puller's may wait for.
 */
final class EventShelf implements Shelf<EventFacts> {
    static final int LIMIT = 10_000;
    static final int STRANGERS = 1_000;
    private static final int PULLS = 4_000;

    private final Map<String, EventFacts> warnings = new LinkedHashMap<>();
    private final Map<String, EventFacts> others = new LinkedHashMap<>();
    private final Map<String, EventFacts> strangers = new LinkedHashMap<>();
    private final Map<String, EventFacts> pulls = new LinkedHashMap<>();
    private final Set<PodNames> pullers = new HashSet<>();
    /** Null when it must be made anew. */
    private List<EventFacts> listed = List.of();

    /**
     * From now on events of these DaemonSets count too; those of earlier ones stay.
     *
     * @return whether events were found among the strangers
     */
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
        boolean differs = warnings.keySet().retainAll(newItems.keySet());
        differs |= others.keySet().retainAll(newItems.keySet());
        differs |= pulls.keySet().retainAll(newItems.keySet());
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
            putLast(strangers, STRANGERS, name, event);
            return PullRecord.tellsOf(event) && changed(event, putLast(pulls, PULLS, name, event));
        }
        pulls.remove(name);
        Map<String, EventFacts> kept = event.type().equals("Warning") ? warnings : others;
        return changed(event, putLast(kept, LIMIT, name, event));
    }

    private boolean changed(EventFacts event, EventFacts before) {
        if (event.equals(before)) {
            return false;
        }
        listed = null;
        return true;
    }

    @Override
    public synchronized boolean remove(String name) {
        strangers.remove(name);
        if (warnings.remove(name) == null && others.remove(name) == null && pulls.remove(name) == null) {
            return false;
        }
        listed = null;
        return true;
    }

    @Override
    public synchronized List<EventFacts> items() {
        if (listed == null) {
            List<EventFacts> all = new ArrayList<>(warnings.values());
            all.addAll(others.values());
            all.addAll(pulls.values());
            listed = List.copyOf(all);
        }
        return listed;
    }

    /**
     * An event that is told again is the newest, and the same object if it says the same.
     *
     * @return what was there before; null when nothing was
     */
    private static EventFacts putLast(Map<String, EventFacts> into, int limit, String name, EventFacts event) {
        EventFacts before = into.remove(name);
        into.put(name, event.equals(before) ? before : event);
        if (into.size() > limit) {
            Iterator<String> oldest = into.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return before;
    }
}

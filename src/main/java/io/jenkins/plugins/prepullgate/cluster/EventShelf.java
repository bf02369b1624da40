package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.rollout.EventFacts;
import io.jenkins.plugins.prepullgate.rollout.PullRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
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
    private static final Comparator<Map.Entry<String, EventFacts>> OLDEST =
            Comparator.comparing((Map.Entry<String, EventFacts> item) -> item.getValue().last(), Comparator.nullsFirst(Comparator.naturalOrder()))
                    .thenComparing(Map.Entry::getKey);

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
        List<EventFacts> before = items();
        List.of(warnings, others, strangers, pulls).forEach(kept -> kept.keySet().retainAll(newItems.keySet()));
        newItems.entrySet().stream().sorted(OLDEST).forEach(item -> keep(item.getKey(), item.getValue()));
        trim();
        listed = null;
        if (sameObjects(before, items())) {
            listed = before;
            return false;
        }
        return true;
    }

    private static boolean sameObjects(List<EventFacts> some, List<EventFacts> others) {
        Set<EventFacts> known = Collections.newSetFromMap(new IdentityHashMap<>());
        known.addAll(some);
        return some.size() == others.size() && known.containsAll(others);
    }

    @Override
    public synchronized boolean put(String name, EventFacts event) {
        boolean differs = keep(name, event);
        trim();
        listed = differs ? null : listed;
        return differs;
    }

    /**
     * Keeps it, whatever the limits.
     *
     * @return whether it is listed, and differs from what was there
     */
    private boolean keep(String name, EventFacts event) {
        if (pullers.stream().noneMatch(puller -> puller.concernedBy(event))) {
            putLast(strangers, name, event);
            return PullRecord.tellsOf(event) && !event.equals(putLast(pulls, name, event));
        }
        pulls.remove(name);
        return !event.equals(putLast(event.type().equals("Warning") ? warnings : others, name, event));
    }

    private void trim() {
        trim(warnings, LIMIT);
        trim(others, LIMIT);
        trim(strangers, STRANGERS);
        trim(pulls, PULLS);
    }

    private static void trim(Map<String, EventFacts> kept, int limit) {
        Iterator<String> oldest = kept.keySet().iterator();
        while (kept.size() > limit) {
            oldest.next();
            oldest.remove();
        }
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
    private static EventFacts putLast(Map<String, EventFacts> into, String name, EventFacts event) {
        EventFacts before = into.remove(name);
        into.put(name, event.equals(before) ? before : event);
        return before;
    }
}

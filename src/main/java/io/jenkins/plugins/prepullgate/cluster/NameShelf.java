package io.jenkins.plugins.prepullgate.cluster;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps everything, by name. */
final class NameShelf<F> implements Shelf<F> {
    private final Map<String, F> items = new TreeMap<>();
    /** Null when it must be made anew. */
    private List<F> listed = List.of();

    @Override
    public synchronized boolean replaceAll(Map<String, F> newItems) {
        boolean differs = items.keySet().retainAll(newItems.keySet());
        for (Map.Entry<String, F> item : newItems.entrySet()) {
            differs |= put(item.getKey(), item.getValue());
        }
        return changed(differs);
    }

    @Override
    public synchronized boolean put(String name, F item) {
        if (item.equals(items.get(name))) {
            return false;
        }
        items.put(name, item);
        return changed(true);
    }

    @Override
    public synchronized boolean remove(String name) {
        return changed(items.remove(name) != null);
    }

    private boolean changed(boolean differs) {
        listed = differs ? null : listed;
        return differs;
    }

    @Override
    public synchronized List<F> items() {
        if (listed == null) {
            listed = List.copyOf(items.values());
        }
        return listed;
    }
}

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
        if (items.equals(newItems)) {
            return false;
        }
        items.clear();
        items.putAll(newItems);
        listed = null;
        return true;
    }

    @Override
    public synchronized boolean put(String name, F item) {
        if (item.equals(items.put(name, item))) {
            return false;
        }
        listed = null;
        return true;
    }

    @Override
    public synchronized boolean remove(String name) {
        if (items.remove(name) == null) {
            return false;
        }
        listed = null;
        return true;
    }

    @Override
    public synchronized List<F> items() {
        if (listed == null) {
            listed = List.copyOf(items.values());
        }
        return listed;
    }
}

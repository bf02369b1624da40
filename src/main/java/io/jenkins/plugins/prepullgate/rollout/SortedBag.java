package io.jenkins.plugins.prepullgate.rollout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Values in their order, equal ones as often as they were added: medians of what comes and goes. For one thread. */
final class SortedBag<T extends Comparable<T>> {
    private final List<T> values = new ArrayList<>();

    void add(T value) {
        int found = Collections.binarySearch(values, value);
        values.add(found < 0 ? -found - 1 : found, value);
    }

    /** Takes one of those that are equal to it away; does nothing when there is none. */
    void remove(T value) {
        int found = Collections.binarySearch(values, value);
        if (found >= 0) {
            values.remove(found);
        }
    }

    /** Adds a value that comes, removes one that goes. */
    void change(T value, boolean comes) {
        if (comes) {
            add(value);
        } else {
            remove(value);
        }
    }

    int size() {
        return values.size();
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** The one in the middle, of two the greater; only where there is one. */
    T middle() {
        return values.get(values.size() / 2);
    }

    /** Only where there is one. */
    T greatest() {
        return values.get(values.size() - 1);
    }
}

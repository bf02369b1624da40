package io.jenkins.plugins.prepullgate.cluster;

import java.util.List;
import java.util.Map;

/**
 * Where a reflector puts what it sees. An item that equals the one under its name changes nothing: the one that was there stays, so that whoever
 * sees the same object again need not compare. Safe from any thread.
 */
interface Shelf<F> {
    /**
     * Everything anew.
     *
     * @return whether anything differs from before
     */
    boolean replaceAll(Map<String, F> newItems);

    /** @return whether it differs from what was there under that name */
    boolean put(String name, F item);

    /** @return whether it was there */
    boolean remove(String name);

    /** What is there now, by name; immutable, and the same list until something changes. */
    List<F> items();
}

package io.jenkins.plugins.prepullgate.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What an API server holds, as etcd does: every change has the next version, changes are kept until they are compacted, and who wants to hear of
 * older ones must read everything again. Safe from any thread.
 */
public final class ApiWorld {
    /** @param type {@code ADDED}, {@code MODIFIED} or {@code DELETED} */
    record Change(long version, String collection, String type, ObjectNode object) {}

    /** Everything of one collection at one moment. */
    record Listed(long version, List<ObjectNode> objects) {}

    /** What was asked for is older than what is kept. */
    static final class GoneException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final Map<String, Map<String, ObjectNode>> objects = new HashMap<>();
    private final Deque<Change> changes = new ArrayDeque<>();
    private long version = 100;
    private long compacted = 100;

    /** Writes an object. */
    public synchronized void put(String collection, ObjectNode object) {
        ObjectNode stored = object.deepCopy();
        change(stored);
        String name = stored.path("metadata").path("name").asText();
        boolean known = in(collection).put(name, stored) != null;
        changes.add(new Change(version, collection, known ? "MODIFIED" : "ADDED", stored));
        notifyAll();
    }

    /** Does nothing when there is none. */
    synchronized void remove(String collection, String name) {
        ObjectNode gone = in(collection).remove(name);
        if (gone != null) {
            ObjectNode last = gone.deepCopy();
            change(last);
            changes.add(new Change(version, collection, "DELETED", last));
            notifyAll();
        }
    }

    private void change(ObjectNode object) {
        version++;
        object.withObject("/metadata").put("resourceVersion", Long.toString(version));
    }

    /** Forgets all changes until now. */
    synchronized void compact() {
        changes.clear();
        compacted = version;
    }

    synchronized Listed list(String collection) {
        return new Listed(version, List.copyOf(in(collection).values()));
    }

    /** Whether a list of that version can still be read on. */
    synchronized boolean keeps(long older) {
        return older >= compacted;
    }

    /** The changes after a version, waiting for one for a while; none when nothing comes. */
    synchronized List<Change> after(String collection, long older, long millis) throws GoneException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (true) {
            if (older < compacted) {
                throw new GoneException();
            }
            List<Change> found = new ArrayList<>();
            for (Change change : changes) {
                if (change.version() > older && change.collection().equals(collection)) {
                    found.add(change);
                }
            }
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (!found.isEmpty() || left <= 0) {
                return found;
            }
            wait(left);
        }
    }

    synchronized long version() {
        return version;
    }

    private Map<String, ObjectNode> in(String collection) {
        return objects.computeIfAbsent(collection, c -> new TreeMap<>());
    }
}

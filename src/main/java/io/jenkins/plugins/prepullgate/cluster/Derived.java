package io.jenkins.plugins.prepullgate.cluster;

import java.util.function.Supplier;

/**
 * Something made from other things. It is made anew only when one of those is another object than before, and where the new one equals the old one
 * the old one stays: whoever sees the same object again knows that nothing has changed, without comparing thousands of parts. For one thread at a
 * time.
 */
final class Derived<T> {
    /** Null before the first. */
    private T made;

    private Object[] from = {};

    /**
     * What is made from these parts.
     *
     * @param making makes it, from nothing but the parts; never to null
     */
    T from(Supplier<T> making, Object... parts) {
        if (made == null || !same(parts)) {
            T next = making.get();
            made = next.equals(made) ? made : next;
            from = parts;
        }
        return made;
    }

    private boolean same(Object[] parts) {
        boolean same = parts.length == from.length;
        for (int i = 0; same && i < parts.length; i++) {
            same = parts[i] == from[i];
        }
        return same;
    }
}

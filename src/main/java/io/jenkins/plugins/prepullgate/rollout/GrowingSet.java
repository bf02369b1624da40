package io.jenkins.plugins.prepullgate.rollout;

import java.util.AbstractSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Stream;

/** A set of names that grows by a few at a time. The larger one shares what the smaller one holds, and each is immutable. */
final class GrowingSet extends AbstractSet<String> {
    private static final GrowingSet EMPTY = new GrowingSet(Set.of(), Set.of());
    /** So many are copied with each step; more become part of what is shared. */
    private static final int FEW = 64;

    private final Set<String> shared;
    private final Set<String> more;

    private GrowingSet(Set<String> shared, Set<String> more) {
        this.shared = shared;
        this.more = more;
    }

    static GrowingSet of(Collection<String> names) {
        return names instanceof GrowingSet same ? same : EMPTY.plus(names);
    }

    /** With those as well; the same set when it has them all. */
    GrowingSet plus(Collection<String> names) {
        Set<String> added = new HashSet<>();
        for (String name : names) {
            if (!contains(name)) {
                added.add(name);
            }
        }
        if (added.isEmpty()) {
            return this;
        }
        added.addAll(more);
        if (added.size() <= FEW) {
            return new GrowingSet(shared, Set.copyOf(added));
        }
        added.addAll(shared);
        return new GrowingSet(Set.copyOf(added), Set.of());
    }

    @Override
    public boolean contains(Object name) {
        return shared.contains(name) || more.contains(name);
    }

    @Override
    public Iterator<String> iterator() {
        return Stream.concat(shared.stream(), more.stream()).iterator();
    }

    @Override
    public int size() {
        return shared.size() + more.size();
    }
}

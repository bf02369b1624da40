package io.jenkins.plugins.prepullgate.rollout;

import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** A set of nodes' names. Immutable; those that share their {@link Numbers} cost a bit a name each, and so does the set with one name more. */
final class NameSet extends AbstractSet<String> {
    /** A number for each name, which it keeps. For any thread. */
    static final class Numbers {
        private final Map<String, Integer> numbers = new HashMap<>();
        private final List<String> names = new ArrayList<>();

        synchronized int of(String name) {
            Integer known = numbers.get(name);
            if (known == null) {
                known = names.size();
                names.add(name);
                numbers.put(name, known);
            }
            return known;
        }

        /** Null for a name that has none. */
        private synchronized Integer known(Object name) {
            return numbers.get(name);
        }

        private synchronized String name(int number) {
            return names.get(number);
        }
    }

    private final Numbers numbers;
    private final BitSet bits;

    private NameSet(Numbers numbers, BitSet bits) {
        this.numbers = numbers;
        this.bits = bits;
    }

    /** The names, by numbers of their own if they have none. */
    static NameSet of(Collection<String> names) {
        return names instanceof NameSet same ? same : of(names, new Numbers());
    }

    /** The names, by these numbers. */
    static NameSet of(Collection<String> names, Numbers numbers) {
        return names instanceof NameSet same && same.numbers == numbers ? same : new NameSet(numbers, new BitSet()).plus(names);
    }

    /** With those as well; the same set when it has them all. */
    NameSet plus(Collection<String> names) {
        BitSet others = new BitSet();
        names.forEach(name -> others.set(numbers.of(name)));
        return plus(others);
    }

    /** With those that have these numbers, by the set's own {@link Numbers}; the same set when it has them all. */
    NameSet plus(BitSet others) {
        BitSet more = (BitSet) bits.clone();
        more.or(others);
        return more.equals(bits) ? this : new NameSet(numbers, more);
    }

    /**
     * Whether the name is in it.
     *
     * @param number its number by {@code by}; spares looking it up when these are the set's own
     */
    boolean contains(String name, int number, Numbers by) {
        return by == numbers ? bits.get(number) : contains(name);
    }

    @Override
    public boolean contains(Object name) {
        Integer number = numbers.known(name);
        return number != null && bits.get(number);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NameSet set && set.numbers == numbers ? bits.equals(set.bits) : super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    @Override
    public Iterator<String> iterator() {
        return bits.stream().mapToObj(numbers::name).iterator();
    }

    @Override
    public int size() {
        return bits.cardinality();
    }

    @Override
    public boolean isEmpty() {
        return bits.isEmpty();
    }
}

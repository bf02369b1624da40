package io.jenkins.plugins.prepullgate.rollout;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What a pure function of one immutable fact has answered in an earlier look. An event of the cluster replaces one fact, and all the others of the
 * next view are the same objects: those are not worked out again. Facts that a look no longer shows are forgotten after a while. For one thread.
 *
 * @param <K> the fact, told apart by identity
 * @param <T> the answer, immutable
 */
final class FactMemo<K, T> {
    /** Looks between two turns: forgetting costs as much as asking for everything once. */
    static final int LOOKS = 50;

    private final Function<K, T> function;
    private Map<K, T> earlier = Map.of();
    private Map<K, T> known = new IdentityHashMap<>();
    private int looks;

    FactMemo(Function<K, T> function) {
        this.function = function;
    }

    T of(K fact) {
        T answer = known.get(fact);
        if (answer == null) {
            answer = earlier.get(fact);
            answer = answer == null ? function.apply(fact) : answer;
            known.put(fact, answer);
        }
        return answer;
    }

    /** A look begins. What none of the last ones has asked for is forgotten. */
    void look() {
        if (++looks % LOOKS == 0) {
            earlier = known;
            known = new IdentityHashMap<>();
        }
    }

    int size() {
        return known.size() + earlier.size();
    }
}

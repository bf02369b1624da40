package io.jenkins.plugins.prepullgate.rollout;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What a pure function of a text has answered before: the same few messages stand in every view of a wait, and matching them against the tables of
 * patterns is the dearest part of judging one. Bounded: it forgets what was asked for longest ago, and long texts are not kept. For any thread.
 *
 * @param <T> the answer, immutable
 */
final class TextMemo<T> {
    static final int ENTRIES = 2_000;
    static final int LONGEST = 2_000;

    private final Map<String, T> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
            return super.size() > ENTRIES;
        }
    };

    private final Function<String, T> function;

    TextMemo(Function<String, T> function) {
        this.function = function;
    }

    T of(String text) {
        if (text.length() > LONGEST) {
            return function.apply(text);
        }
        synchronized (known) {
            return known.computeIfAbsent(text, function);
        }
    }

    int size() {
        synchronized (known) {
            return known.size();
        }
    }
}

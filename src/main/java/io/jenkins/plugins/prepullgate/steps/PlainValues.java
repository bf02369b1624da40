package io.jenkins.plugins.prepullgate.steps;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Copies of maps and lists that can be saved with a build: the JDK's own immutable ones are refused there. */
final class PlainValues {
    private PlainValues() {}

    static LinkedHashMap<String, Object> map(Map<?, ?> from) {
        LinkedHashMap<String, Object> copy = new LinkedHashMap<>();
        from.forEach((key, value) -> copy.put(String.valueOf(key), of(value)));
        return copy;
    }

    private static Object of(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        if (value instanceof List<?> list) {
            ArrayList<Object> copy = new ArrayList<>();
            list.forEach(each -> copy.add(of(each)));
            return copy;
        }
        return value;
    }
}

package io.jenkins.plugins.prepullgate.cluster;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What YAML has made: of any type in any place, and through its aliases larger than its text by any factor, or without end. */
final class YamlTree {
    private static final int DEPTH = 100;
    /** Counting each part as often as it is referred to. */
    private static final int PARTS = 500_000;

    private int left = PARTS;

    private YamlTree() {}

    /** Whether it is small enough to be walked through, and does not contain itself. */
    static boolean bounded(Object root) {
        return new YamlTree().bounded(root, DEPTH);
    }

    /** A mapping as it stands; empty for what is none. */
    static Map<?, ?> map(Object part) {
        return part instanceof Map<?, ?> map ? map : Map.of();
    }

    /** A scalar in words; empty for what is not there. */
    static String text(Object part) {
        return part == null ? "" : part.toString();
    }

    private boolean bounded(Object part, int depth) {
        if (--left < 0 || depth < 0) {
            return false;
        }
        if (part instanceof Map<?, ?> map) {
            return all(map.keySet(), depth) && all(map.values(), depth);
        }
        return !(part instanceof List<?> list) || all(list, depth);
    }

    private boolean all(Collection<?> parts, int depth) {
        return parts.stream().allMatch(part -> bounded(part, depth - 1));
    }
}

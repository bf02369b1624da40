package io.jenkins.plugins.prepullgate.rollout;

import java.util.ArrayList;
import java.util.List;

/**
 * In what one list of facts differs from the one before it, by identity. An event of the cluster replaces one fact, and all the others of the next
 * view are the same objects in the same order, so that to compare two lists of thousands costs microseconds.
 *
 * @param gone elements of the earlier list that are not at their place in the later one
 * @param come elements of the later list that were not at theirs in the earlier one; one that has moved is in both
 */
record ListDiff<T>(List<T> gone, List<T> come) {
    /** How far ahead an element is looked for. Where more than these have come or gone side by side, all that follows counts as changed. */
    private static final int NEAR = 16;

    static <T> ListDiff<T> of(List<T> before, List<T> after) {
        ListDiff<T> diff = new ListDiff<>(new ArrayList<>(), new ArrayList<>());
        if (before != after) {
            diff.compare(before, after);
        }
        return diff;
    }

    private void compare(List<T> before, List<T> after) {
        int b = 0;
        int a = 0;
        while (b < before.size() && a < after.size()) {
            if (before.get(b) == after.get(a)) {
                b++;
                a++;
                continue;
            }
            int left = distance(before, b, after.get(a));
            int joined = distance(after, a, before.get(b));
            if (left == 0 && joined == 0) {
                left = 1;
                joined = 1;
            } else if (left != 0 && joined != 0) {
                // Both lie ahead: the nearer one has the smaller part out of place.
                joined = left <= joined ? 0 : joined;
                left = joined == 0 ? left : 0;
            }
            gone.addAll(before.subList(b, b + left));
            come.addAll(after.subList(a, a + joined));
            b += left;
            a += joined;
        }
        gone.addAll(before.subList(b, before.size()));
        come.addAll(after.subList(a, after.size()));
    }

    /** How far behind {@code from} the element is; 0 when it is not near. */
    private static <T> int distance(List<T> in, int from, T element) {
        int end = Math.min(in.size(), from + NEAR);
        for (int i = from + 1; i < end; i++) {
            if (in.get(i) == element) {
                return i - from;
            }
        }
        return 0;
    }
}

package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.rollout.Redaction;
import java.util.Optional;
import java.util.function.Predicate;

/** The causes of a failure, from the failure itself to the innermost one. Chains that lead back to themselves are followed only so far. */
public final class Causes {
    private static final int DEPTH = 12;

    private Causes() {}

    /** The first of the failure and its causes that is of that type; empty when none is. */
    public static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        return find(failure, type, e -> true);
    }

    static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type, Predicate<T> test) {
        Throwable at = failure;
        for (int i = 0; i < DEPTH && at != null; i++) {
            if (type.isInstance(at) && test.test(type.cast(at))) {
                return Optional.of(type.cast(at));
            }
            at = at.getCause();
        }
        return Optional.empty();
    }

    /** What the innermost cause says, without anything that must not be shown. */
    public static String innermost(Throwable failure) {
        Throwable at = failure;
        for (int i = 0; i < DEPTH && at.getCause() != null; i++) {
            at = at.getCause();
        }
        return Redaction.of(at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage());
    }
}

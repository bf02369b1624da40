package io.jenkins.plugins.prepullgate.rollout;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Which of the DaemonSets that answer to a query is the one to judge. */
final class PullerChoice {
    private PullerChoice() {}

    /** The puller; null when there is none, or when several could be meant. */
    static DaemonSetFacts of(RolloutView view) {
        List<DaemonSetFacts> candidates = candidates(view);
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        // helm replaces a hook under way: the one that is going does not count beside the one that stays.
        List<DaemonSetFacts> staying = candidates.stream().filter(set -> set.deletedAt() == null).toList();
        return staying.size() == 1 ? staying.get(0) : null;
    }

    /**
     * Those that could be meant. z2jh 0.6 leaves the DaemonSets of earlier revisions behind, since it deletes them with an empty name, so of
     * its pullers only the newest counts, and not even that one if the Job that is to make its successor is newer.
     */
    static List<DaemonSetFacts> candidates(RolloutView view) {
        List<DaemonSetFacts> old = view.pullers().stream().filter(PullerChoice::ofV06).toList();
        if (old.isEmpty()) {
            return view.pullers();
        }
        Instant job = view.awaiters().stream()
                .filter(PullerGeneration::isProgramOfV06)
                .map(JobFacts::createdAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        Optional<DaemonSetFacts> newest = old.stream()
                .filter(set -> set.createdAt() == null || !set.createdAt().isBefore(job))
                .max(Comparator.comparing(DaemonSetFacts::createdAt, Comparator.nullsFirst(Comparator.naturalOrder())));
        return view.pullers().stream()
                .filter(set -> !ofV06(set) || newest.filter(n -> n.uid().equals(set.uid())).isPresent())
                .toList();
    }

    private static boolean ofV06(DaemonSetFacts set) {
        return PullerGeneration.of(set).filter(g -> g == PullerGeneration.V0_6).isPresent();
    }
}

package io.jenkins.plugins.prepullgate.rollout;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which of the DaemonSets that answer to a query is the one to judge. */
final class PullerChoice {
    private static final Pattern EPOCH = Pattern.compile("-(\\d{1,18})$");
    private static final Comparator<DaemonSetFacts> NEWEST_LAST = Comparator.comparing(
                    DaemonSetFacts::createdAt, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
            .thenComparing(set -> epoch(set.name()))
            .thenComparing(DaemonSetFacts::name);

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
     * its pullers only the newest counts, and not even that one if the Job that is to make its successor is newer. Creation times are whole
     * seconds; the time that ends such a name tells of two made in one second which came later.
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
                .max(NEWEST_LAST);
        return view.pullers().stream()
                .filter(set -> !ofV06(set) || newest.filter(n -> n.uid().equals(set.uid())).isPresent())
                .toList();
    }

    /** 0 where the name does not end in one. */
    private static long epoch(String name) {
        Matcher matcher = EPOCH.matcher(name);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    private static boolean ofV06(DaemonSetFacts set) {
        return PullerGeneration.of(set).filter(g -> g == PullerGeneration.V0_6).isPresent();
    }
}

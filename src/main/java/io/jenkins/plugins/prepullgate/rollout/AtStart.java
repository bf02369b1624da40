package io.jenkins.plugins.prepullgate.rollout;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a wait for an upcoming puller has found when it began. Hooks of a helm that was killed stay and go on working, under the very names that the
 * next helm gives its own, so they are told apart by uid. Whatever comes into sight after the first look is new, whatever its creation time says:
 * the clocks of the gate and of the API server need not agree.
 *
 * @param pullers names of the DaemonSets that are left alone, by uid; null before the first look
 * @param jobs uids of the awaiter Jobs that are left alone; null before the first look
 * @param revisions the newest revision of each release that was there; null before the first look
 * @param busy those of them, by name, that helm was changing already
 */
record AtStart(Map<String, String> pullers, Set<String> jobs, Map<String, Integer> revisions, Set<String> busy) {
    static final AtStart UNKNOWN = new AtStart(null, null, null, Set.of());
    /** helm may be a little quicker than whoever starts first; the API server's times are whole seconds. */
    private static final Duration HEAD_START = Duration.ofSeconds(2);

    AtStart {
        pullers = pullers == null ? null : Map.copyOf(pullers);
        jobs = jobs == null ? null : Set.copyOf(jobs);
        revisions = revisions == null ? null : Map.copyOf(revisions);
        busy = Set.copyOf(busy);
    }

    /** With what this view is the first to show. */
    AtStart seen(RolloutView view, Instant startedAt) {
        if (!view.query().upcoming() || pullers != null && jobs != null && revisions != null) {
            return this;
        }
        Instant started = view.lead() == null ? startedAt : view.lead().latest(startedAt);
        Instant limit = started.minus(HEAD_START);
        Map<String, String> sets = pullers != null || !view.live(Source.DAEMONSETS) ? pullers : oldPullers(view, limit);
        Set<String> awaiters = jobs != null || !view.live(Source.JOBS) ? jobs : oldJobs(view, limit);
        if (revisions != null || !view.live(Source.RELEASES)) {
            return new AtStart(sets, awaiters, revisions, busy);
        }
        Map<String, Integer> releases = new HashMap<>();
        Set<String> changing = new HashSet<>();
        for (ReleaseFacts release : view.releases()) {
            // What is done needs proof that this helm did it: it began in a later second than the wait.
            boolean old = old(release.createdAt(), release.pending() ? limit : started.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1));
            releases.put(release.name(), old ? release.revision() : release.revision() - 1);
            if (old && release.pending()) {
                changing.add(release.name());
            }
        }
        return new AtStart(sets, awaiters, releases, changing);
    }

    private static Map<String, String> oldPullers(RolloutView view, Instant limit) {
        Map<String, String> old = new HashMap<>();
        view.pullers().stream().filter(set -> old(set.createdAt(), limit)).forEach(set -> old.put(set.uid(), set.name()));
        return old;
    }

    private static Set<String> oldJobs(RolloutView view, Instant limit) {
        Set<String> old = new HashSet<>();
        view.awaiters().stream().filter(job -> old(job.createdAt(), limit)).forEach(job -> old.add(job.uid()));
        return old;
    }

    private static boolean old(Instant createdAt, Instant limit) {
        return createdAt == null || createdAt.isBefore(limit);
    }

    /** The view without what is left over; while that is not known, without all that might be. */
    RolloutView rest(RolloutView view) {
        if (!view.query().upcoming()) {
            return view;
        }
        return view.with(
                view.pullers().stream().filter(set -> pullers != null && !pullers.containsKey(set.uid())).toList(),
                view.awaiters().stream().filter(job -> jobs != null && !jobs.contains(job.uid())).toList());
    }

    /** The revision that the awaited helm makes; 0 when it is not known. */
    int upcoming(String release) {
        return revisions == null ? 0 : revisions.getOrDefault(release, 0) + 1;
    }
}

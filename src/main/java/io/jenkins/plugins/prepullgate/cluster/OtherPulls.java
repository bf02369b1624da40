package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.rollout.EventFacts;
import io.jenkins.plugins.prepullgate.rollout.PullRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Pulls of pods other than the puller's: of users, or of other pullers. A hub has thousands of them. Only those matter for which a puller's pull may
 * have to wait: pulls that have not ended; and the newest one that has ended on a node, if it shows that an older pull, which seems to go on, blocks
 * nobody.
 */
final class OtherPulls {
    private OtherPulls() {}

    /**
     * The events of others that tell something about the puller's own pulls.
     *
     * @param own the events about the puller and its pods
     * @param others events about pulls of other pods
     */
    static List<EventFacts> telling(List<EventFacts> own, List<EventFacts> others) {
        if (others.isEmpty()) {
            return List.of();
        }
        List<EventFacts> telling = new ArrayList<>();
        Map<String, List<PullRecord>> theirs = byNode(others);
        // Of the thousands of its own only those on the same nodes matter.
        Map<String, List<PullRecord>> ours = byNode(own.stream().filter(event -> theirs.containsKey(event.host())).toList());
        theirs.forEach((node, pulls) -> {
            PullRecord newest = pulls.stream().filter(pull -> !pull.open()).reduce((a, b) -> b).orElse(null);
            pulls.stream().filter(pull -> pull.open() && !overtaken(pull, newest)).forEach(pull -> telling.add(pull.begun()));
            if (newest != null && ours.getOrDefault(node, List.of()).stream().anyMatch(pull -> pull.open() && overtaken(pull, newest))) {
                telling.addAll(List.of(newest.begun(), newest.ended()));
            }
        });
        return telling;
    }

    private static Map<String, List<PullRecord>> byNode(List<EventFacts> events) {
        Stream<PullRecord> pulls = PullRecord.of(events, EventFacts::host).stream();
        return pulls.collect(Collectors.groupingBy(PullRecord::node));
    }

    private static boolean overtaken(PullRecord pull, PullRecord ended) {
        return ended != null && ended.since().isAfter(pull.since());
    }
}

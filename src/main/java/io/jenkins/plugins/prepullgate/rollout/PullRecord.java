package io.jenkins.plugins.prepullgate.rollout;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One pull as a kubelet's events tell it: {@code Pulling}, and {@code Pulled} or {@code Failed} when it has come to an end. {@code Pulling} is also
 * told of a pull that only waits in the node's queue, and the end also after the pod is gone: the kubelet does not call a pull off (measured).
 *
 * @param node whose kubelet tells it, never empty
 * @param begun the event {@code Pulling}
 * @param ended the event that ended it; null while none is known
 * @param image what is pulled
 */
public record PullRecord(String node, EventFacts begun, EventFacts ended, String image) {
    private static final String PULLING = "Pulling image \"";
    static final Comparator<PullRecord> OLDEST =
            Comparator.comparing(PullRecord::since).thenComparing(pull -> pull.begun().name()).thenComparing(pull -> pull.begun().uid());

    private record Container(String pod, String name) {}

    /** Whether an event tells of the begin or the end of a pull, and not only that an image was there already. */
    public static boolean tellsOf(EventFacts event) {
        return event.kind().equals("Pod") && event.last() != null && (begins(event) || ends(event));
    }

    /**
     * The newest pull of each container, oldest first; those whose node is not known are left out.
     *
     * @param nodeOf the node of an event; empty when unknown
     */
    public static List<PullRecord> of(Collection<EventFacts> events, Function<EventFacts, String> nodeOf) {
        Map<Container, List<EventFacts>> byContainer = events.stream()
                .filter(PullRecord::tellsOf)
                .collect(Collectors.groupingBy(PullRecord::container));
        List<PullRecord> pulls = new ArrayList<>();
        for (List<EventFacts> told : byContainer.values()) {
            EventFacts begun = newest(told, PullRecord::begins);
            String node = begun == null ? "" : nodeOf.apply(begun);
            if (!node.isEmpty()) {
                EventFacts end = newest(told, PullRecord::ends);
                // Some times are whole seconds, and the next try comes ten seconds after a failure.
                boolean earlier = end != null && end.last().isBefore(begun.last().truncatedTo(ChronoUnit.SECONDS));
                pulls.add(new PullRecord(node, begun, earlier ? null : end, image(begun)));
            }
        }
        pulls.sort(OLDEST);
        return pulls;
    }

    /** Null when there is none. */
    private static EventFacts newest(List<EventFacts> told, Predicate<EventFacts> which) {
        return told.stream().filter(which).max(Comparator.comparing(EventFacts::last)).orElse(null);
    }

    private static Container container(EventFacts event) {
        return new Container(event.objectUid().isEmpty() ? event.name() : event.objectUid(), event.container());
    }

    private static boolean begins(EventFacts event) {
        return event.reason().equals("Pulling") && event.message().startsWith(PULLING);
    }

    private static boolean ends(EventFacts event) {
        return event.reason().equals("Pulled") && event.message().startsWith("Successfully pulled image")
                || event.reason().equals("Failed") && event.message().startsWith("Failed to pull image");
    }

    private static String image(EventFacts begun) {
        int end = begun.message().indexOf('"', PULLING.length());
        return end < 0 ? "" : Redaction.reference(begun.message().substring(PULLING.length(), end));
    }

    /** When it began, or began again. */
    public Instant since() {
        return begun.last();
    }

    /** Whether no end of it is known. */
    public boolean open() {
        return ended == null;
    }
}

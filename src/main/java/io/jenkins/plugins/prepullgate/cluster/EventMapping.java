package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventSource;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.jenkins.plugins.prepullgate.rollout.EventFacts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Maps events about DaemonSets and pods. An event has one of two forms, the old with {@code count} and a first and last timestamp, or the new with
 * {@code eventTime} and {@code series}; the same cluster uses both.
 */
final class EventMapping {
    private static final Set<String> KINDS = Set.of("DaemonSet", "Pod");
    private static final String KUBELET = "kubelet";
    private static final Pattern NANOS = Pattern.compile("\\.([0-9a-f]{16})$");

    private EventMapping() {}

    /** Empty for an event about anything else. */
    static Optional<EventFacts> facts(Event event) {
        return any(event).filter(facts -> KINDS.contains(facts.kind()));
    }

    /** Maps an event about anything; empty when that has no name. */
    static Optional<EventFacts> any(Event event) {
        ObjectReference about = event.getInvolvedObject();
        if (about == null || about.getName() == null || about.getKind() == null) {
            return Optional.empty();
        }
        ObjectMeta meta = Meta.of(event);
        int series = event.getSeries() == null ? 0 : Meta.number(event.getSeries().getCount());
        Instant last = first(
                event.getSeries() == null ? null : time(event.getSeries().getLastObservedTime()),
                Meta.time(event.getLastTimestamp()),
                time(event.getEventTime()),
                Meta.time(event.getFirstTimestamp()),
                Meta.time(meta.getCreationTimestamp()));
        Instant first = first(Meta.time(event.getFirstTimestamp()), time(event.getEventTime()), last);
        Instant named = named(meta.getName(), first);
        return Optional.of(new EventFacts(
                meta.getUid(),
                Meta.shared(about.getKind()),
                Meta.shared(about.getName()),
                Meta.shared(about.getUid()),
                Meta.shared(about.getFieldPath()),
                Meta.shared(event.getType()),
                Meta.shared(event.getReason()),
                Meta.shared(event.getMessage()),
                Math.max(series, Meta.number(event.getCount())),
                named,
                last != null && last.equals(first) ? named : last,
                Meta.shared(host(event))));
    }

    /**
     * The exact time of an event of the old form. Its timestamps are whole seconds, but its name ends with the nanoseconds since 1970 in hexadecimal
     * ({@code client-go/tools/record/event.go}). Pulls that began within the same second keep their order by it.
     */
    private static Instant named(String name, Instant second) {
        Matcher nanos = NANOS.matcher(Meta.text(name));
        if (second == null || !nanos.find()) {
            return second;
        }
        Instant exact = Instant.ofEpochSecond(0, Long.parseLong(nanos.group(1), 16));
        return exact.truncatedTo(ChronoUnit.SECONDS).equals(second) ? exact : second;
    }

    /** The node whose kubelet tells it: in the old form the source's host, in the new one the reporting instance. */
    private static String host(Event event) {
        EventSource source = event.getSource();
        if (source != null && KUBELET.equals(source.getComponent())) {
            return source.getHost();
        }
        return KUBELET.equals(event.getReportingComponent()) ? event.getReportingInstance() : "";
    }

    private static Instant time(MicroTime time) {
        return time == null ? null : Meta.time(time.getTime());
    }

    private static Instant first(Instant... candidates) {
        return Arrays.stream(candidates).filter(Objects::nonNull).findFirst().orElse(null);
    }
}

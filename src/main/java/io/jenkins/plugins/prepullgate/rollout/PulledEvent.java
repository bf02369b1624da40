package io.jenkins.plugins.prepullgate.rollout;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the kubelet's {@code Pulled} event says of a pull: {@code pkg/kubelet/images/image_manager.go}. The duration is there since Kubernetes 1.20,
 * the waiting since 1.27, the size since 1.30.
 *
 * @param alreadyPresent whether nothing had to be pulled
 * @param pulling the pull itself; zero when already present
 * @param includingWaiting with the time in the node's queue; equal to {@code pulling} when the kubelet does not say
 * @param bytes the compressed size; 0 when the kubelet does not say
 */
record PulledEvent(boolean alreadyPresent, Duration pulling, Duration includingWaiting, long bytes) {
    private static final String REASON = "Pulled";
    private static final Pattern TIMES =
            Pattern.compile("Successfully pulled image \"[^\"]*\" in (\\S+?)(?: \\((\\S+) including waiting\\))?\\.?(?: |$)");
    private static final Pattern SIZE = Pattern.compile("Image size: (\\d{1,18}) bytes");
    private static final Pattern GO_DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(h|ms|m|s|µs|us|ns)");

    static Optional<PulledEvent> parse(EventFacts event) {
        if (!event.reason().equals(REASON)) {
            return Optional.empty();
        }
        if (event.message().contains("already present on machine")) {
            return Optional.of(new PulledEvent(true, Duration.ZERO, Duration.ZERO, 0));
        }
        Matcher times = TIMES.matcher(event.message());
        if (!times.find()) {
            return Optional.empty();
        }
        Duration pulling = duration(times.group(1));
        Duration waiting = times.group(2) == null ? pulling : duration(times.group(2));
        Matcher size = SIZE.matcher(event.message());
        return Optional.of(new PulledEvent(false, pulling, waiting, size.find() ? Long.parseLong(size.group(1)) : 0));
    }

    /**
     * The pulls of one container.
     *
     * @param events about its pod
     */
    static List<PulledEvent> of(List<EventFacts> events, String container) {
        List<PulledEvent> pulls = new ArrayList<>();
        for (EventFacts event : events) {
            if (event.reason().equals(REASON) && event.container().equals(container)) {
                parse(event).ifPresent(pulls::add);
            }
        }
        return pulls;
    }

    /**
     * How long the image took to come. When another pod pulled the same image on the same node, the kubelet gives milliseconds for the pull and the
     * whole time for the waiting (measured: 42 ms and 4m15s); then the waiting is the pull.
     */
    Duration cost() {
        return pulling.compareTo(Duration.ofSeconds(1)) < 0 ? includingWaiting : pulling;
    }

    /** The time in the node's queue. */
    Duration queued() {
        return includingWaiting.minus(pulling);
    }

    /** A duration as Go prints it, such as {@code 1m2.345s}; zero when it is none. */
    static Duration duration(String text) {
        Matcher parts = GO_DURATION.matcher(text);
        BigDecimal nanos = BigDecimal.ZERO;
        while (parts.find()) {
            nanos = nanos.add(new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unit(parts.group(2)))));
        }
        return Duration.ofNanos(nanos.longValue());
    }

    private static long unit(String name) {
        return switch (name) {
            case "h" -> 3_600_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "s" -> 1_000_000_000L;
            case "ms" -> 1_000_000L;
            case "ns" -> 1L;
            default -> 1_000L;
        };
    }
}

package io.jenkins.plugins.prepullgate.rollout;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A pull that failed, whichever of status and event told it first. Measured: the event comes 0.4 to 15.8 s before the status, and before
 * Kubernetes 1.32 the status forgets the cause during back-off.
 *
 * @param reason the waiting reason, {@code ErrImagePull} when only the event is there
 * @param cause the runtime's text; empty when nobody remembers it
 * @param field where it was read
 * @param fresh whether the attempt has just failed, rather than being waited out
 * @param attempts failed attempts that the kubelet has counted, at least 1
 * @param since when the first of them failed, if known; otherwise null
 * @param latest when the last of them failed, if known; otherwise null
 */
record PullFailure(String reason, String cause, String field, boolean fresh, int attempts, Instant since, Instant latest) {
    /** The failure of the container at work; empty when its pull has not failed. */
    static Optional<PullFailure> of(Spot spot, ContainerFacts container) {
        PodFacts pod = spot.pod;
        ContainerState state = container.state();
        List<EventFacts> failures = failedPulls(spot.site.events(), container);
        int attempts = Math.max(1, failures.stream().mapToInt(EventFacts::count).sum());
        Instant since = failures.stream()
                .map(e -> e.first() == null ? e.last() : e.first())
                .filter(t -> t != null)
                .min(Comparator.naturalOrder())
                .orElse(null);
        Instant latest = newest(failures).map(EventFacts::last).orElse(null);
        if (state.waiting() && PullCauses.isPullFailure(state.reason())) {
            String cause = PullCauses.cause(state.message());
            if (cause.isEmpty()) {
                cause = newest(failures).map(e -> PullCauses.cause(e.message()))
                        .orElseGet(spot.past::error);
            }
            boolean fresh = !state.reason().equals("ImagePullBackOff");
            return Optional.of(new PullFailure(state.reason(), cause, pod.field(container) + ".state.waiting", fresh, attempts, since, latest));
        }
        if (container.imagePresent() || failures.isEmpty()) {
            return Optional.empty();
        }
        EventFacts last = newest(failures).orElseThrow();
        boolean retried = spot.site.events().stream()
                .filter(e -> e.container().equals(container.name()))
                .anyMatch(e -> (e.reason().equals("Pulled") || e.reason().equals("Pulling")) && after(e.last(), last.last()));
        return retried
                ? Optional.empty()
                : Optional.of(new PullFailure("ErrImagePull", PullCauses.cause(last.message()), "event Failed", true, attempts, since, latest));
    }

    static String key(String node, String image) {
        return node + "|" + image;
    }

    /** Those of a pod's events that tell of failed pulls of the container. */
    static List<EventFacts> failedPulls(List<EventFacts> aboutPod, ContainerFacts container) {
        return aboutPod.stream()
                .filter(e -> e.reason().equals("Failed") && e.message().startsWith("Failed to pull image"))
                .filter(e -> e.container().isEmpty() || e.container().equals(container.name()))
                .toList();
    }

    private static Optional<EventFacts> newest(List<EventFacts> events) {
        return events.stream().max(Comparator.comparing(EventFacts::last, Comparator.nullsFirst(Comparator.naturalOrder())));
    }

    private static boolean after(Instant a, Instant b) {
        return a != null && b != null && a.isAfter(b);
    }
}

package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.Evidence;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What keeps the one pod of a Deployment from running, such as a hub's. The causes are those of a puller's pods; how long they have lasted is what
 * the cluster itself has counted and dated, so nothing is remembered between two looks.
 */
public final class PodTrouble {
    private static final Comparator<Instant> UNKNOWN_FIRST = Comparator.nullsFirst(Comparator.naturalOrder());
    /** A hub that starts before its database ends, and is started again after 10, 20, 40 s. */
    private static final Patience CRASHES = new Patience(Duration.ZERO, 5, Duration.ofMinutes(2));
    /** A volume is taken from a dead node by force after six minutes. Source: Kubernetes {@code maxWaitForUnmountDuration}. */
    private static final Patience SET_UP = new Patience(Duration.ofSeconds(10), 1, Duration.ofMinutes(10));

    private final PodFacts pod;
    private final List<EventFacts> events;
    private final Instant now;

    private PodTrouble(PodFacts pod, List<EventFacts> events, Instant now) {
        this.pod = pod;
        this.events = events.stream().filter(e -> e.objectUid().equals(pod.uid())).toList();
        this.now = now;
    }

    /** The pod that counts: the newest that is not being removed; null when there is none. */
    public static PodFacts newest(List<PodFacts> pods) {
        return pods.stream()
                .filter(p -> p.deletedAt() == null && !p.phase().equals("Succeeded"))
                .max(Comparator.comparing(PodFacts::createdAt, UNKNOWN_FIRST).thenComparing(PodFacts::name))
                .orElse(null);
    }

    /**
     * What is wrong; empty when the pod is ready, or when there is nothing to say of it yet.
     *
     * @param pods all of the workload's
     * @param events about them and about the ReplicaSets that make them
     */
    public static List<Finding> of(List<PodFacts> pods, List<EventFacts> events, Instant now) {
        PodFacts pod = newest(pods);
        if (pod == null) {
            return notCreated(pods, events, now).stream().toList();
        }
        return pod.ready() ? List.of() : new PodTrouble(pod, events, now).findings().stream().toList();
    }

    /** Where the pod stands, in a few words. */
    public static String standing(List<PodFacts> pods) {
        PodFacts pod = newest(pods);
        if (pod == null) {
            return pods.isEmpty() ? "no pod of it exists" : "its old pod is still being removed";
        }
        if (!pod.bound()) {
            return "its pod is not scheduled";
        }
        Optional<ContainerFacts> waiting = containers(pod).filter(c -> !c.state().started() && !c.state().reason().isEmpty()).findFirst();
        String where = " on " + pod.node();
        if (waiting.isPresent()) {
            return "its pod" + where + " waits: " + waiting.get().name() + " " + waiting.get().state().reason();
        }
        int restarts = containers(pod).mapToInt(ContainerFacts::restartCount).sum();
        return "its pod" + where + (pod.ready() ? " is ready" : " runs and is not ready")
                + (restarts == 0 ? "" : ", restarted " + restarts + " times");
    }

    private static Stream<ContainerFacts> containers(PodFacts pod) {
        return Stream.concat(pod.initContainers().stream(), pod.containers().stream());
    }

    /** The ReplicaSet's controller says why it may not create a pod. */
    private static Optional<Finding> notCreated(List<PodFacts> pods, List<EventFacts> events, Instant now) {
        List<EventFacts> failures = events.stream().filter(e -> e.kind().equals("ReplicaSet") && e.reason().equals("FailedCreate")).toList();
        Optional<EventFacts> last = failures.stream().max(Comparator.comparing(EventFacts::last, UNKNOWN_FIRST));
        if (last.isEmpty()) {
            return pods.isEmpty()
                    ? Optional.of(new Finding(FindingCode.HUB_POD_MISSING, FindingCode.HUB_POD_MISSING.base(), "no pod of the hub exists",
                            List.of(), List.of(), List.of(), "kubectl get deployment hub: is it scaled to 0, is this the namespace?"))
                    : Optional.empty();
        }
        FindingCode code = CreationDetector.classify(last.get().message());
        Instant since = since(failures);
        int attempts = failures.stream().mapToInt(EventFacts::count).sum();
        Evidence evidence = new Evidence("ReplicaSet " + last.get().name(), "event FailedCreate", Redaction.of(last.get().message()),
                since == null ? now : since, now, attempts);
        return Optional.of(new Finding(code, effective(code, Patience.defaultOf(code), since, attempts, now),
                "the hub's pod may not be created: " + code.meaning(), List.of(), List.of(), List.of(evidence),
                "kubectl describe replicaset " + last.get().name()));
    }

    /** Null when unknown. */
    private static Instant since(List<EventFacts> events) {
        return events.stream().map(EventFacts::first).filter(Objects::nonNull).min(Comparator.naturalOrder()).orElse(null);
    }

    private Optional<Finding> findings() {
        if (pod.failed()) {
            return Optional.of(finding(FindingCode.EVICTED, Patience.ENDLESS, "the hub's pod has failed: " + pod.reason(), "status.reason",
                    pod.reason() + ": " + pod.message(), null, 1, "", "kubectl describe node " + pod.node()));
        }
        if (!pod.bound()) {
            return pod.condition("PodScheduled").filter(c -> c.status().equals("False")).map(this::unscheduled);
        }
        Optional<Finding> container = containers(pod).flatMap(c -> container(c).stream()).findFirst();
        return container.isPresent() ? container : setUp();
    }

    private Finding unscheduled(PodCondition condition) {
        FindingCode code = SchedulingDetector.classify(condition.message());
        String remedy = condition.message().contains("PersistentVolumeClaim") || condition.message().contains("volume node affinity")
                ? "kubectl get pvc, and describe the one that is not bound"
                : "give the cluster a node that the pod fits on, or lower hub.resources; kubectl describe pod " + pod.name();
        return finding(code, Patience.defaultOf(code), "the hub's pod finds no node: " + Redaction.of(condition.message()),
                "status.conditions[PodScheduled]", condition.message(), condition.since(), 1, "", remedy);
    }

    private Optional<Finding> container(ContainerFacts container) {
        ContainerState state = container.state();
        if (state.waiting() && PullCauses.isPullFailure(state.reason())) {
            return Optional.of(pull(container));
        }
        return RunFailures.classify(container).map(code -> crash(container, code));
    }

    private Finding pull(ContainerFacts container) {
        List<EventFacts> failures = PullFailure.failedPulls(events, container);
        Optional<EventFacts> last = failures.stream().max(Comparator.comparing(EventFacts::last, UNKNOWN_FIRST));
        String told = PullCauses.cause(container.state().message());
        String cause = told.isEmpty() ? last.map(e -> PullCauses.cause(e.message())).orElse("") : told;
        FindingCode code = PullCauses.classify(container.state().reason(), cause);
        Instant since = since(failures);
        return finding(code, Patience.defaultOf(code), container.image() + ": " + code.meaning(), pod.field(container) + ".state.waiting",
                cause.isEmpty() ? container.state().reason() : cause, since, Math.max(1, failures.stream().mapToInt(EventFacts::count).sum()),
                container.image(), "correct hub.image (or the image of that container) in the chart's values; kubectl describe pod " + pod.name());
    }

    /** What a puller's command fails with says nothing of a hub's: here each is a container that cannot start, or ends. */
    private Finding crash(ContainerFacts container, FindingCode found) {
        boolean ends = found == FindingCode.INIT_EXIT_NONZERO || found == FindingCode.CRASH_LOOP;
        FindingCode code = ends ? FindingCode.CRASH_LOOP : found;
        ContainerState end = container.state().terminated() ? container.state() : container.lastState();
        String how = end.terminated() ? "exit code " + end.exitCode() + " " + end.reason() : container.state().reason();
        String message = container.state().message().isEmpty() ? end.message() : container.state().message();
        int times = container.restartCount() + 1;
        String summary = ends
                ? "container " + container.name() + " of the hub's pod ends with " + how + (times == 1 ? "" : ", " + times + " times so far")
                : "container " + container.name() + " of the hub's pod cannot start: " + how;
        return finding(code, ends ? CRASHES : Patience.defaultOf(code), summary, pod.field(container) + ".state", how + ": " + message,
                pod.startedAt(), times, container.image(),
                "kubectl logs " + pod.name() + " -c " + container.name() + (container.restartCount() > 0 ? " --previous" : ""));
    }

    private Optional<Finding> setUp() {
        if (containers(pod).anyMatch(c -> c.state().started())) {
            return Optional.empty();
        }
        return events.stream()
                .filter(e -> List.of("FailedMount", "FailedAttachVolume", "FailedCreatePodSandBox").contains(e.reason()))
                .max(Comparator.comparing(EventFacts::last, UNKNOWN_FIRST))
                .map(e -> finding(e.reason().equals("FailedCreatePodSandBox") ? FindingCode.SANDBOX_FAILED : FindingCode.MOUNT, SET_UP,
                        e.reason().equals("FailedCreatePodSandBox")
                                ? "the sandbox of the hub's pod cannot be set up"
                                : "a volume of the hub's pod cannot be mounted",
                        "event " + e.reason(), e.message(), e.first(), e.count(), "", "kubectl describe pod " + pod.name()
                                + "; is the volume still attached to another node? kubectl get volumeattachments"));
    }

    private Finding finding(
            FindingCode code, Patience patience, String summary, String field, String value, Instant since, int times, String image, String remedy) {
        List<String> nodes = pod.bound() ? List.of(pod.node()) : List.of();
        Instant first = since == null || since.isAfter(now) ? now : since;
        Evidence evidence = new Evidence(pod.ref(), field, Redaction.of(value), first, now, times);
        return new Finding(code, effective(code, patience, since, times, now), summary, nodes, image.isEmpty() ? List.of() : List.of(image),
                List.of(evidence), remedy);
    }

    /** Conditional, until it has been seen often and long enough. */
    private static FindingClass effective(FindingCode code, Patience patience, Instant since, int times, Instant now) {
        boolean ripe = code.base() == FindingClass.CONDITIONAL && patience.span() != null && since != null && times >= patience.sightings()
                && !now.isBefore(since.plus(patience.span()));
        return ripe ? FindingClass.PERMANENT : code.base();
    }
}

package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.nodes.Eligibility;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.nodes.NodeRule;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One view with everything that follows from it directly: the puller, each node's eligibility, each node's pod, the events by object. */
final class Scene {
    /** Oldest first: the controller lets the oldest pod of a node decide. */
    private static final Comparator<PodFacts> OLDEST = Comparator.comparing(
                    PodFacts::createdAt, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(PodFacts::name);

    final RolloutView view;
    final Policy policy;
    final Memory memory;
    final Known known;
    final Instant now;
    /** Null when there is none. */
    final DaemonSetFacts puller;
    final NodeRule rule;
    /** The puller's containers in the order in which their images are pulled; empty without a puller. */
    final List<ContainerSpec> pullOrder;
    private final long templateGeneration;
    final Map<String, NodeFacts> nodes = new TreeMap<>();
    final Map<String, Eligibility> eligibility = new HashMap<>();
    private final Map<String, PodFacts> pods = new HashMap<>();
    /** Worked out when first asked for, since rows, detectors and memory all ask. */
    private final Map<String, Optional<PullPosition>> positions = new HashMap<>();

    private final Map<String, Optional<PullFailure>> failures = new HashMap<>();
    private PullTimes pullTimes;
    private Forecast forecast;
    private Map<String, NodeQueue> queues;
    private final Map<String, List<EventFacts>> events;
    private final Map<String, PodFacts> podsByUid = new HashMap<>();

    Scene(RolloutView view, DaemonSetFacts puller, Policy policy, Memory memory, Known known, Instant now) {
        this.view = view;
        this.puller = puller;
        this.pullOrder = puller == null ? List.of() : puller.template().inPullOrder();
        this.templateGeneration = puller == null ? 0 : puller.templateGeneration();
        this.policy = policy;
        this.memory = memory;
        this.known = known;
        this.now = now;
        this.rule = ruleFor(view, puller, policy);
        this.events = view.events().stream().collect(Collectors.groupingBy(EventFacts::objectUid));
        // What may be listed and not watched was seen once, and grows old unnoticed: it counts as not seen.
        List<PodFacts> seen = view.forbidden(Source.PODS) ? List.of() : view.pods();
        if (!view.forbidden(Source.NODES)) {
            view.nodes().forEach(node -> nodes.put(node.name(), node));
        }
        seen.forEach(pod -> podsByUid.put(pod.uid(), pod));
        if (puller != null) {
            known.look(puller.template().placement());
            nodes.values().forEach(node -> eligibility.put(node.name(), known.eligibility(node)));
            seen.stream().filter(this::ours).sorted(OLDEST).forEach(pod -> pods.merge(pod.node(), pod, Scene::telling));
        }
    }

    /** The caller's rule, or the one that the puller's own waiter follows. */
    private static NodeRule ruleFor(RolloutView view, DaemonSetFacts puller, Policy policy) {
        if (policy.expect() != null) {
            return policy.expect();
        }
        if (puller != null) {
            return PullerGeneration.of(puller).map(PullerGeneration::rule).orElse(NodeRule.DAEMONSET);
        }
        return view.awaiters().stream().anyMatch(PullerGeneration::isProgramOfV06) ? NodeRule.SCHEDULABLE_NODES : NodeRule.DAEMONSET;
    }

    private boolean ours(PodFacts pod) {
        return !pod.node().isEmpty() && (pod.owner().isEmpty() || pod.owner().equals(puller.uid()));
    }

    /** Of two pods on one node, the one that tells how far the node is: alive before dying, otherwise the older. */
    private static PodFacts telling(PodFacts older, PodFacts newer) {
        boolean olderIsGoing = older.deletedAt() != null || older.failed();
        return olderIsGoing && newer.deletedAt() == null ? newer : older;
    }

    /** The node's puller pod; null when there is none. */
    PodFacts podOn(String node) {
        return pods.get(node);
    }

    /** Every node's puller pod. */
    Collection<PodFacts> pods() {
        return Collections.unmodifiableCollection(pods.values());
    }

    /** Where the node's puller pod is in its row of containers; only for a node that has one. */
    Optional<PullPosition> positionOn(String node) {
        return positions.computeIfAbsent(node, n -> PullPosition.of(pods.get(n), puller.template()));
    }

    /** The failed pull of the node's puller pod; only for a node that has one. */
    Optional<PullFailure> failureOn(String node) {
        return failures.computeIfAbsent(node, n -> positionOn(n).flatMap(at -> PullFailure.of(this, pods.get(n), at.container())));
    }

    PullTimes pullTimes() {
        if (pullTimes == null) {
            pullTimes = PullTimes.of(this);
        }
        return pullTimes;
    }

    Forecast forecast() {
        if (forecast == null) {
            forecast = new Forecast(this);
        }
        return forecast;
    }

    /** What the node has to pull, in its order. */
    NodeQueue queueOn(String node) {
        if (queues == null) {
            queues = NodeQueue.of(this);
        }
        return NodeQueue.orEmpty(queues.get(node));
    }

    /** The pulls that the one of the node's puller pod waits for, the one that the node is at first. */
    List<PullRecord> pullsBefore(String node) {
        return positionOn(node).map(at -> queueOn(node).before(pods.get(node).uid(), at.container().name())).orElse(List.of());
    }

    /** Since when the node is at the pull of its puller pod, rather than at one before it; null when unknown. */
    Instant pullingSince(NodeProgress row) {
        Optional<Instant> turn = positionOn(row.node()).flatMap(at -> queueOn(row.node()).turn(pods.get(row.node()).uid(), at.container().name()));
        return turn.filter(since -> row.since() == null || since.isAfter(row.since())).orElse(row.since());
    }

    /** The node of a pod's event: where the pod is, otherwise whose kubelet tells it; empty when unknown. */
    String nodeOf(EventFacts event) {
        PodFacts pod = podsByUid.get(event.objectUid());
        return pod == null || !pod.bound() ? event.host() : pod.node();
    }

    /** Whether the pod's status says that the pull has come to an end of which no event is known. */
    boolean over(PullRecord pull) {
        PodFacts pod = podsByUid.get(pull.begun().objectUid());
        return pod != null && Stream.concat(pod.initContainers().stream(), pod.containers().stream())
                .filter(container -> container.name().equals(pull.begun().container()))
                .anyMatch(container -> container.imagePresent() || PullCauses.isPullFailure(container.state().reason()));
    }

    /** The pod that a pull is for, in words. Only a puller's pod is named: other pods carry the names of people, and logs are read by many. */
    String whose(PullRecord pull) {
        return pullers(pull) ? "pod " + pull.begun().name() + (orphaned(pull) ? ", which is gone" : "") : "another pod of the namespace";
    }

    /** Whether the pull is for a pod of a puller of this name. */
    boolean pullers(PullRecord pull) {
        return pull.begun().name().startsWith(puller.name() + "-");
    }

    /** Whether the pull is for a pod of this puller, or of one before it under the same name, that is no more. */
    boolean orphaned(PullRecord pull) {
        return view.live(Source.PODS) && pullers(pull) && !podsByUid.containsKey(pull.begun().objectUid());
    }

    /** Names of the nodes that pods are known for, when nodes themselves may not be read. */
    Set<String> nodesWithPods() {
        return Collections.unmodifiableSet(pods.keySet());
    }

    List<EventFacts> eventsAbout(String uid) {
        return uid.isEmpty() ? List.of() : events.getOrDefault(uid, List.of());
    }

    /** Whether the wait is for this node, by the rule that holds; a lost node is decided by its row. */
    boolean expected(NodeFacts node) {
        return switch (rule) {
            case DAEMONSET -> eligibility.get(node.name()).eligible();
            case SCHEDULABLE_NODES -> !node.unschedulable();
        };
    }

    /** Whether it was counted earlier and has only stopped answering; nobody decided to leave it out. */
    boolean lost(NodeFacts node) {
        return memory.everEligible().contains(node.name())
                && !node.ready()
                && !node.leaving()
                && !memory.everReady().contains(node.name());
    }

    /** Whether the pod was made from the newest template; unknown counts as yes, since the controller's own counter is checked too. */
    boolean current(PodFacts pod) {
        return pod.generation() == 0 || templateGeneration == 0 || pod.generation() == templateGeneration;
    }
}

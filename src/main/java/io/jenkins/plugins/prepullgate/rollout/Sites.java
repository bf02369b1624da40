package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.nodes.ControlPlane;
import io.jenkins.plugins.prepullgate.nodes.Eligibility;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All nodes of a view, each with its puller's pod and the events about that, kept from one view to the next: only what differs is worked out again.
 * It answers as one would that had been shown the last view alone. For one puller, or none, and one thread at a time.
 */
final class Sites {
    /** Oldest first: the controller lets the oldest pod of a node decide. */
    private static final Comparator<PodFacts> OLDEST = Comparator.comparing(
                    PodFacts::createdAt, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(PodFacts::name);

    private static final Comparator<EventFacts> IN_TIME = Comparator.comparing(
                    EventFacts::last, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(EventFacts::uid)
            .thenComparing(EventFacts::reason)
            .thenComparing(EventFacts::message);

    private final String uid;
    /** Null without a puller. */
    private final PodTemplate template;

    private final PullPlan plan;
    private final boolean nodesForbidden;
    private List<NodeFacts> nodes = List.of();
    private List<PodFacts> pods = List.of();
    private List<EventFacts> events = List.of();

    private final Map<String, NodeFacts> nodesByName = new HashMap<>();
    private final Map<String, NodeFacts> controlPlane = new TreeMap<>();
    private final Map<String, PodFacts> podsByUid = new HashMap<>();
    private final Map<String, List<PodFacts>> podsByNode = new HashMap<>();
    private final Map<String, List<EventFacts>> eventsByObject = new HashMap<>();
    private final Map<String, Site> sites = new HashMap<>();
    private final PullTimes times = new PullTimes();
    private final PullQueues queues = new PullQueues();
    private final NameSet.Numbers numbers = new NameSet.Numbers();
    private int eligible;
    private Roster roster = Roster.EMPTY;

    /** @param puller null when there is none */
    Sites(DaemonSetFacts puller, boolean nodesForbidden) {
        this.uid = puller == null ? "" : puller.uid();
        this.template = puller == null ? null : puller.template();
        this.plan = puller == null ? PullPlan.NONE : new PullPlan(template.inPullOrder());
        this.nodesForbidden = nodesForbidden;
    }

    /**
     * Whether a view may be shown to it.
     *
     * @param puller the view's; null when there is none
     * @param forbidden whether nodes may not be read
     */
    boolean suit(DaemonSetFacts puller, boolean forbidden) {
        boolean same = puller == null ? template == null : uid.equals(puller.uid()) && puller.template().equals(template);
        return same && forbidden == nodesForbidden && plain();
    }

    /** Whether each node and each pod is there once, as an API server shows them: of two, it could not be told which one a change replaces. */
    private boolean plain() {
        return nodesByName.size() == nodes.size() && podsByUid.size() == pods.size();
    }

    /** Takes in what differs from the view that was shown before. */
    void show(RolloutView view) {
        List<NodeFacts> nodesNow = nodesForbidden ? List.of() : view.nodes();
        // What may be listed and not watched was seen once, and grows old unnoticed: it counts as not seen.
        List<PodFacts> podsNow = view.forbidden(Source.PODS) ? List.of() : view.pods();
        // What must be looked at again: nodes, by name, and pods whose pulls may be others, by the key of their events.
        Set<String> places = new HashSet<>();
        Set<String> objects = new HashSet<>();
        ListDiff<NodeFacts> ofNodes = ListDiff.of(nodes, nodesNow);
        ofNodes.gone().forEach(node -> forget(node, places));
        ofNodes.come().forEach(node -> take(node, places));
        ListDiff<PodFacts> ofPods = ListDiff.of(pods, podsNow);
        ofPods.gone().forEach(pod -> forget(pod, places, objects));
        ofPods.come().forEach(pod -> take(pod, places, objects));
        ListDiff<EventFacts> ofEvents = ListDiff.of(events, view.events());
        Map<String, List<EventFacts>> told = new HashMap<>();
        ofEvents.gone().forEach(event -> told.computeIfAbsent(object(event), this::copy).removeIf(known -> known == event));
        ofEvents.come().forEach(event -> told.computeIfAbsent(object(event), this::copy).add(event));
        told.forEach((object, list) -> retell(object, list, places, objects));
        nodes = nodesNow;
        pods = podsNow;
        events = view.events();
        boolean otherNodes = false;
        for (String place : places) {
            otherNodes |= resettle(place);
        }
        if (otherNodes) {
            roster = Roster.of(sites.values().stream().filter(site -> site.node() != null || nodesForbidden));
        } else if (!places.isEmpty()) {
            roster = roster.with(places.stream().map(sites::get).filter(site -> site != null && (site.node() != null || nodesForbidden)).toList());
        }
        queues.update(objects, object -> eventsByObject.getOrDefault(object, List.of()), this::nodeOf, this::over);
    }

    private void forget(NodeFacts node, Set<String> places) {
        if (nodesByName.remove(node.name(), node)) {
            controlPlane.remove(node.name());
        }
        places.add(node.name());
    }

    private void take(NodeFacts node, Set<String> places) {
        nodesByName.put(node.name(), node);
        if (ControlPlane.includes(node)) {
            controlPlane.put(node.name(), node);
        }
        places.add(node.name());
    }

    private void forget(PodFacts pod, Set<String> places, Set<String> objects) {
        podsByUid.remove(pod.uid(), pod);
        if (ours(pod)) {
            List<PodFacts> there = podsByNode.get(pod.node());
            there.removeIf(known -> known == pod);
            if (there.isEmpty()) {
                podsByNode.remove(pod.node());
            }
            places.add(pod.node());
        }
        objects.add(pod.uid());
    }

    private void take(PodFacts pod, Set<String> places, Set<String> objects) {
        podsByUid.put(pod.uid(), pod);
        if (ours(pod)) {
            podsByNode.computeIfAbsent(pod.node(), n -> new ArrayList<>()).add(pod);
            places.add(pod.node());
        }
        objects.add(pod.uid());
    }

    private boolean ours(PodFacts pod) {
        return template != null && !pod.node().isEmpty() && (pod.owner().isEmpty() || pod.owner().equals(uid));
    }

    /** The key of what an event is about. */
    private static String object(EventFacts event) {
        return event.objectUid().isEmpty() ? event.name() : event.objectUid();
    }

    private List<EventFacts> copy(String object) {
        return new ArrayList<>(eventsByObject.getOrDefault(object, List.of()));
    }

    private void retell(String object, List<EventFacts> list, Set<String> places, Set<String> objects) {
        if (list.isEmpty()) {
            eventsByObject.remove(object);
        } else {
            list.sort(IN_TIME);
            eventsByObject.put(object, Collections.unmodifiableList(list));
        }
        PodFacts pod = podsByUid.get(object);
        if (pod != null && ours(pod)) {
            places.add(pod.node());
        }
        objects.add(object);
    }

    /**
     * Makes the node's site anew if anything of it differs.
     *
     * @return whether a site has come or gone, or its node has
     */
    private boolean resettle(String name) {
        NodeFacts node = nodesByName.get(name);
        PodFacts pod = podsByNode.getOrDefault(name, List.of()).stream().sorted(OLDEST).reduce(Sites::telling).orElse(null);
        List<EventFacts> told = pod == null ? List.of() : about(pod.uid());
        Site before = sites.get(name);
        if (before != null && before.shows(node, pod, told)) {
            return false;
        }
        if (before != null) {
            times.remove(before.pulls());
            eligible -= before.eligible() ? 1 : 0;
        }
        if (node == null && pod == null) {
            sites.remove(name);
            return before != null;
        }
        Eligibility eligibility = node == null || template == null ? null : eligibility(node, before);
        Site now = new Site(name, numbers, node, pod, told, eligibility, template);
        times.add(now.pulls());
        eligible += now.eligible() ? 1 : 0;
        sites.put(name, now);
        return before == null || (before.node() == null) != (node == null);
    }

    private Eligibility eligibility(NodeFacts node, Site before) {
        return before != null && before.node() == node ? before.eligibility() : Eligibility.judge(node, template.placement());
    }

    /** Of two pods on one node, the one that tells how far the node is: alive before dying, otherwise the older. */
    private static PodFacts telling(PodFacts older, PodFacts newer) {
        boolean olderIsGoing = older.deletedAt() != null || older.failed();
        return olderIsGoing && newer.deletedAt() == null ? newer : older;
    }

    /** The node of a pod's event: where the pod is, otherwise whose kubelet tells it; empty when unknown. */
    private String nodeOf(EventFacts event) {
        PodFacts pod = podsByUid.get(event.objectUid());
        return pod == null || !pod.bound() ? event.host() : pod.node();
    }

    /** Whether the pod's status says that the pull has come to an end of which no event is known. */
    private boolean over(PullRecord pull) {
        PodFacts pod = podsByUid.get(pull.begun().objectUid());
        return pod != null && Stream.concat(pod.initContainers().stream(), pod.containers().stream())
                .filter(container -> container.name().equals(pull.begun().container()))
                .anyMatch(container -> container.imagePresent() || PullCauses.isPullFailure(container.state().reason()));
    }

    /** The nodes that are shown; where nodes may not be read, those that pods are known on. */
    Roster roster() {
        return roster;
    }

    /** Null when neither the node nor a pod on it is known. */
    Site on(String node) {
        return sites.get(node);
    }

    /** The control plane's, by name. */
    Map<String, NodeFacts> controlPlane() {
        return controlPlane;
    }

    /** How many nodes the DaemonSet may place a pod on. */
    int eligible() {
        return eligible;
    }

    /** By which the names of nodes are remembered. */
    NameSet.Numbers numbers() {
        return numbers;
    }

    boolean knowsPod(String podUid) {
        return podsByUid.containsKey(podUid);
    }

    /** The events about an object, oldest first. */
    List<EventFacts> about(String objectUid) {
        return objectUid.isEmpty() ? List.of() : eventsByObject.getOrDefault(objectUid, List.of());
    }

    PullPlan plan() {
        return plan;
    }

    PullTimes times() {
        return times;
    }

    PullQueues queues() {
        return queues;
    }
}

package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.rollout.ClockLead;
import io.jenkins.plugins.prepullgate.rollout.ContainerSpec;
import io.jenkins.plugins.prepullgate.rollout.DaemonSetFacts;
import io.jenkins.plugins.prepullgate.rollout.EventFacts;
import io.jenkins.plugins.prepullgate.rollout.ImageOnNodes;
import io.jenkins.plugins.prepullgate.rollout.JobFacts;
import io.jenkins.plugins.prepullgate.rollout.PodFacts;
import io.jenkins.plugins.prepullgate.rollout.PullRecord;
import io.jenkins.plugins.prepullgate.rollout.PullerGeneration;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.ReleaseFacts;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import io.jenkins.plugins.prepullgate.rollout.Source;
import io.jenkins.plugins.prepullgate.rollout.SourceState;
import io.jenkins.plugins.prepullgate.rollout.Surroundings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a cluster's and a namespace's watches hold, cut to what concerns one puller. What has not changed since the last view is the same object in
 * the next one, down to the view itself. For one thread at a time.
 */
final class Picture {
    private final PullerQuery query;
    private final ClusterLink link;
    private final NamespaceParts parts;

    private final Derived<List<DaemonSetFacts>> pullers = new Derived<>();
    private final Derived<List<PodNames>> names = new Derived<>();
    private final Derived<Set<String>> uids = new Derived<>();
    private final Derived<List<PodFacts>> pods = new Derived<>();
    private final Derived<List<EventFacts>> events = new Derived<>();
    private final Derived<Surroundings> around = new Derived<>();
    private final Derived<Map<Source, SourceState>> sources = new Derived<>();
    private final Derived<RolloutView> view = new Derived<>();

    Picture(PullerQuery query, ClusterLink link, NamespaceParts parts) {
        this.query = query;
        this.link = link;
        this.parts = parts;
    }

    RolloutView view() {
        // States before what they are the states of: what has just been read may count as not read yet, but nothing that is missing as read.
        SourceState daemonSets = parts.daemonSets().state();
        List<DaemonSetFacts> ofPullers = pullers();
        Set<Map<String, String>> selectors = ofPullers.stream().map(DaemonSetFacts::matchLabels).collect(Collectors.toSet());
        SourceState releasesState = query.asksForRelease() ? parts.releases().state() : null;
        Map<Source, SourceState> seen = seen(daemonSets, selectors, releasesState);
        List<NodeFacts> nodes = link.nodes();
        List<PodFacts> ofPods = pods(ofPullers, selectors);
        List<EventFacts> ofEvents = events(ofPullers);
        List<JobFacts> awaiters = parts.awaiters().items();
        List<ReleaseFacts> releases = releasesState == null ? List.of() : parts.releases().items();
        String checksum = parts.checksums().of(query.release());
        Surroundings surroundings = around(ofPullers);
        ClockLead lead = link.lead();
        return view.from(
                () -> new RolloutView(query, ofPullers, nodes, ofPods, ofEvents, awaiters, releases, checksum, surroundings, seen, lead),
                ofPullers, nodes, ofPods, ofEvents, awaiters, releases, checksum, surroundings, seen, lead);
    }

    /** @param releases null when they are not watched */
    private Map<Source, SourceState> seen(SourceState daemonSets, Set<Map<String, String>> selectors, SourceState releases) {
        Map<Source, SourceState> states = new EnumMap<>(Source.class);
        states.put(Source.DAEMONSETS, daemonSets);
        states.put(Source.NODES, link.nodesState());
        states.put(Source.EVENTS, parts.events().state());
        states.put(Source.JOBS, parts.awaiters().state());
        if (releases != null) {
            states.put(Source.RELEASES, releases);
        }
        if (!selectors.isEmpty()) {
            states.put(Source.PODS, podsState(selectors, daemonSets));
        }
        return sources.from(() -> Map.copyOf(states), states);
    }

    private List<DaemonSetFacts> pullers() {
        List<DaemonSetFacts> all = parts.daemonSets().items();
        return pullers.from(() -> answering(all, query), all);
    }

    /** Those of the DaemonSets that answer to the query. */
    static List<DaemonSetFacts> answering(List<DaemonSetFacts> all, PullerQuery query) {
        return all.stream().filter(set -> PullerGeneration.answers(set, query)).collect(Collectors.toUnmodifiableList());
    }

    private Surroundings around(List<DaemonSetFacts> ofPullers) {
        Set<String> references = ofPullers.stream()
                .flatMap(set -> set.template().inPullOrder().stream())
                .map(ContainerSpec::image)
                .collect(Collectors.toCollection(TreeSet::new));
        Map<String, ImageOnNodes> known = link.images(references);
        Neighbours.Known neighbours = parts.neighbours().known();
        Surroundings now = new Surroundings(known, neighbours.users(), neighbours.accounts(), link.disks(known.values()));
        return around.from(() -> now, now);
    }

    private List<EventFacts> events(List<DaemonSetFacts> ofPullers) {
        List<EventFacts> all = parts.events().items();
        // A DaemonSet's counters change with every pod; which events concern it does not.
        List<PodNames> ofPods = names.from(() -> ofPullers.stream().map(set -> new PodNames(set.name())).toList(), ofPullers);
        return events.from(() -> concerning(ofPods, all), all, ofPods);
    }

    private static List<EventFacts> concerning(List<PodNames> names, List<EventFacts> all) {
        List<EventFacts> ours = new ArrayList<>(all.size());
        List<EventFacts> pulls = new ArrayList<>();
        for (EventFacts event : all) {
            if (concerned(names, event)) {
                ours.add(event);
            } else if (PullRecord.tellsOf(event)) {
                pulls.add(event);
            }
        }
        List<EventFacts> telling = OtherPulls.telling(ours, pulls);
        ours.addAll(telling);
        return List.copyOf(ours);
    }

    private static boolean concerned(List<PodNames> names, EventFacts event) {
        for (PodNames name : names) {
            if (name.concernedBy(event)) {
                return true;
            }
        }
        return false;
    }

    private List<PodFacts> pods(List<DaemonSetFacts> ofPullers, Set<Map<String, String>> selectors) {
        List<List<PodFacts>> found = selectors.stream().map(parts.pods()::items).toList();
        Set<String> owners = uids.from(() -> ofPullers.stream().map(DaemonSetFacts::uid).collect(Collectors.toSet()), ofPullers);
        return pods.from(() -> owned(found, owners), Stream.concat(Stream.of(owners), found.stream()).toArray());
    }

    private static List<PodFacts> owned(List<List<PodFacts>> found, Set<String> owners) {
        Stream<PodFacts> owned = found.stream().flatMap(List::stream).filter(pod -> pod.owner().isEmpty() || owners.contains(pod.owner()));
        // One selector's pods are there once, and by name already.
        Stream<PodFacts> ordered = found.size() == 1 ? owned : owned.distinct().sorted(Comparator.comparing(PodFacts::name));
        return ordered.collect(Collectors.toUnmodifiableList());
    }

    /** The worst of the pullers' pods; not watched yet is as good as not read. */
    private SourceState podsState(Set<Map<String, String>> selectors, SourceState daemonSets) {
        List<SourceState> states = selectors.stream().map(parts.pods()::state).toList();
        if (states.stream().anyMatch(Objects::isNull)) {
            return new SourceState(SourceState.Sight.SYNCING, daemonSets.since(), "");
        }
        return states.stream().filter(s -> !s.live()).findFirst().orElse(states.get(0));
    }
}

package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.rollout.ContainerSpec;
import io.jenkins.plugins.prepullgate.rollout.DaemonSetFacts;
import io.jenkins.plugins.prepullgate.rollout.EventFacts;
import io.jenkins.plugins.prepullgate.rollout.ImageOnNodes;
import io.jenkins.plugins.prepullgate.rollout.NodeDisk;
import io.jenkins.plugins.prepullgate.rollout.JobFacts;
import io.jenkins.plugins.prepullgate.rollout.PodFacts;
import io.jenkins.plugins.prepullgate.rollout.PullRecord;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import io.jenkins.plugins.prepullgate.rollout.Source;
import io.jenkins.plugins.prepullgate.rollout.SourceState;
import io.jenkins.plugins.prepullgate.rollout.Surroundings;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a namespace's watches hold at one moment, cut to what concerns one puller. */
record Picture(
        List<NodeFacts> nodes,
        Function<Collection<String>, Map<String, ImageOnNodes>> images,
        Function<Collection<ImageOnNodes>, Map<String, NodeDisk>> disks,
        SourceState nodesState,
        List<DaemonSetFacts> daemonSets,
        SourceState daemonSetsState,
        List<EventFacts> events,
        SourceState eventsState,
        List<JobFacts> awaiters,
        SourceState jobsState,
        PodWatches podWatches,
        HookChecksums checksums,
        Neighbours.Known neighbours,
        ReleaseStates releases) {
    RolloutView of(PullerView view) {
        List<DaemonSetFacts> pullers = view.pullers(daemonSets);
        Map<Source, SourceState> sources = new EnumMap<>(Source.class);
        sources.put(Source.DAEMONSETS, daemonSetsState);
        sources.put(Source.NODES, nodesState);
        sources.put(Source.EVENTS, eventsState);
        sources.put(Source.JOBS, jobsState);
        SourceState releasesState = view.query().asksForRelease() ? releases.state() : null;
        if (releasesState != null) {
            sources.put(Source.RELEASES, releasesState);
        }
        if (!pullers.isEmpty()) {
            sources.put(Source.PODS, podsState(pullers));
        }
        List<PodNames> names = pullers.stream().map(set -> new PodNames(set.name())).toList();
        return new RolloutView(
                view.query(),
                pullers,
                nodes,
                pods(pullers),
                events(names),
                awaiters,
                releasesState == null ? List.of() : releases.items(),
                checksums.of(view.query().release()),
                around(pullers),
                sources);
    }

    private Surroundings around(List<DaemonSetFacts> pullers) {
        Set<String> references =
                pullers.stream().flatMap(set -> set.template().inPullOrder().stream()).map(ContainerSpec::image).collect(Collectors.toCollection(TreeSet::new));
        Map<String, ImageOnNodes> known = images.apply(references);
        return new Surroundings(known, neighbours.users(), neighbours.accounts(), disks.apply(known.values()));
    }

    private List<EventFacts> events(List<PodNames> pullers) {
        Map<Boolean, List<EventFacts>> ours =
                events.stream().collect(Collectors.partitioningBy(event -> pullers.stream().anyMatch(names -> names.concernedBy(event))));
        List<EventFacts> pulls = ours.get(false).stream().filter(PullRecord::tellsOf).toList();
        return Stream.concat(ours.get(true).stream(), OtherPulls.telling(ours.get(true), pulls).stream()).toList();
    }

    private List<PodFacts> pods(List<DaemonSetFacts> pullers) {
        Set<String> owners = pullers.stream().map(DaemonSetFacts::uid).collect(Collectors.toSet());
        return selectors(pullers).stream()
                .flatMap(selector -> podWatches.items(selector).stream())
                .filter(pod -> pod.owner().isEmpty() || owners.contains(pod.owner()))
                .distinct()
                .sorted(Comparator.comparing(PodFacts::name))
                .toList();
    }

    /** The worst of the pullers' pods; not watched yet is as good as not read. */
    private SourceState podsState(List<DaemonSetFacts> pullers) {
        List<SourceState> states = selectors(pullers).stream().map(podWatches::state).toList();
        if (states.stream().anyMatch(Objects::isNull)) {
            return new SourceState(SourceState.Sight.SYNCING, daemonSetsState.since(), "");
        }
        return states.stream().filter(s -> !s.live()).findFirst().orElse(states.get(0));
    }

    private static Set<Map<String, String>> selectors(List<DaemonSetFacts> pullers) {
        return pullers.stream().map(DaemonSetFacts::matchLabels).collect(Collectors.toSet());
    }
}

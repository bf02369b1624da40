package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An immutable picture of one prepuller at one moment: everything that is judged, and nothing that is not.
 *
 * @param query what was asked for
 * @param pullers the DaemonSets that answer to it, by name; one when all is well
 * @param nodes all nodes of the cluster, by name
 * @param pods the pods of those pullers, by name
 * @param events about those pullers and pods, and about pulls of other pods in the namespace that have not ended, in no order
 * @param awaiters the awaiter Jobs in the namespace, by name
 * @param releases the newest revision of each helm release that concerns the puller; empty when unknown
 * @param hookChecksum {@code checksum_hook-image-puller} in the hub's ConfigMap; empty when absent or unknown
 * @param around what lies about the puller; {@link Surroundings#UNKNOWN} when nothing of it is known
 * @param sources how well each part is seen; a source that is not mentioned is not watched
 * @param lead by how much the clock that {@code sources} are dated by is ahead of the API server's; null when unknown
 */
public record RolloutView(
        PullerQuery query,
        List<DaemonSetFacts> pullers,
        List<NodeFacts> nodes,
        List<PodFacts> pods,
        List<EventFacts> events,
        List<JobFacts> awaiters,
        List<ReleaseFacts> releases,
        String hookChecksum,
        Surroundings around,
        Map<Source, SourceState> sources,
        ClockLead lead) {
    public RolloutView {
        Objects.requireNonNull(query, "query");
        pullers = List.copyOf(pullers);
        nodes = List.copyOf(nodes);
        pods = List.copyOf(pods);
        events = List.copyOf(events);
        awaiters = List.copyOf(awaiters);
        releases = List.copyOf(releases);
        hookChecksum = hookChecksum == null ? "" : hookChecksum;
        around = around == null ? Surroundings.UNKNOWN : around;
        sources = Map.copyOf(sources);
    }

    /** The same with only these of its pullers and awaiters. */
    RolloutView with(List<DaemonSetFacts> onlyPullers, List<JobFacts> onlyAwaiters) {
        return new RolloutView(query, onlyPullers, nodes, pods, events, onlyAwaiters, releases, hookChecksum, around, sources, lead);
    }

    /** The same by a clock that shows so much more: since when something is seen is all that we date ourselves. */
    public RolloutView datedLater(Duration by) {
        Map<Source, SourceState> dated = new EnumMap<>(Source.class);
        sources.forEach((source, state) -> dated.put(source, new SourceState(state.sight(), state.since().plus(by), state.detail())));
        ClockLead later = lead == null ? null : lead.later(by);
        return new RolloutView(query, pullers, nodes, pods, events, awaiters, releases, hookChecksum, around, dated, later);
    }

    /** How well a part is seen; null when it is not watched. */
    public SourceState source(Source source) {
        return sources.get(source);
    }

    public boolean live(Source source) {
        SourceState state = sources.get(source);
        return state != null && state.live();
    }

    public boolean forbidden(Source source) {
        SourceState state = sources.get(source);
        return state != null && state.forbidden();
    }
}

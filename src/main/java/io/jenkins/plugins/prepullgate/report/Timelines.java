package io.jenkins.plugins.prepullgate.report;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.report.History.Turn;
import io.jenkins.plugins.prepullgate.report.Timeline.Bar;
import io.jenkins.plugins.prepullgate.report.Timeline.Event;
import io.jenkins.plugins.prepullgate.report.Timeline.Lane;
import io.jenkins.plugins.prepullgate.report.Timeline.Look;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the timeline of a wait from its history: chooses the nodes that get lanes, and counts the others. */
final class Timelines {
    /** How many lanes fill a page. */
    static final int LANES = 40;

    private static final int SLOWEST = 12;
    /** Nodes that are not ready, then those that took longest. */
    private static final Comparator<Lane> LATEST_FIRST = Comparator.<Lane, Boolean>comparing(lane -> last(lane).look() == Look.READY)
            .thenComparing(Comparator.<Lane>comparingLong(lane -> last(lane).from()).reversed())
            .thenComparing(Lane::node);

    private final WaitResult result;
    private final History history;
    private final List<String> images;
    private final long end;

    private Timelines(WaitResult result, History history) {
        this.result = result;
        this.history = history;
        this.images = result.last().puller() == null
                ? List.of()
                : result.last().puller().template().inPullOrder().stream().map(c -> c.image()).toList();
        this.end = after(result.endedAt());
    }

    static Timeline of(WaitResult result, History history) {
        return new Timelines(result, history).timeline();
    }

    private long after(Instant when) {
        return Math.max(0, Duration.between(result.spec().startedAt(), when).toMillis());
    }

    private Timeline timeline() {
        Set<String> marked = new HashSet<>();
        history.marks().forEach(mark -> marked.addAll(mark.nodes()));
        List<Lane> sick = new ArrayList<>();
        List<Lane> well = new ArrayList<>();
        history.turns().forEach((node, turns) -> {
            Lane lane = lane(node, turns, marked.contains(node));
            if (lane.sick()) {
                sick.add(lane);
            } else if (expected(turns)) {
                well.add(lane);
            }
        });
        sick.sort(Comparator.comparingInt(Timelines::gravity).thenComparing(Lane::node));
        well.sort(LATEST_FIRST);
        int all = sick.size() + well.size();
        List<Lane> lanes = new ArrayList<>();
        sick.stream().limit(all <= LANES ? LANES : LANES - Math.min(SLOWEST, well.size())).forEach(lanes::add);
        well.stream().limit(all <= LANES ? LANES : SLOWEST).forEach(lanes::add);
        int others = all - lanes.size();
        List<Timeline.Count> crowd = others == 0 ? List.of() : Crowd.of(history.turns().values(), this::after, end);
        String verdict = result.success() ? "complete" : result.code().map(FindingCode::name).orElse("");
        long budget = after(result.spec().deadline());
        return new Timeline(after(history.since()), end, budget, result.success(), verdict, images, lanes, others, crowd, events());
    }

    private Lane lane(String node, List<Turn> turns, boolean marked) {
        List<Bar> bars = new ArrayList<>();
        boolean sick = marked;
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            if (turn.state() == null) {
                continue;
            }
            long to = i + 1 < turns.size() ? after(turns.get(i + 1).at()) : end;
            Look look = look(turn.state());
            sick |= look == Look.RETRYING || look == Look.FAILED || look == Look.LOST;
            bars.add(new Bar(after(turn.at()), to, look, turn.state() == NodeState.READY ? 0 : turn.step()));
        }
        Turn last = turns.get(turns.size() - 1);
        boolean missing = last.state() != null && last.state() != NodeState.READY && last.state() != NodeState.EXCLUDED;
        return new Lane(node, sick || missing && !result.success() && last.code() != null, bars);
    }

    private static Bar last(Lane lane) {
        return lane.bars().get(lane.bars().size() - 1);
    }

    private static boolean expected(List<Turn> turns) {
        return turns.stream().anyMatch(turn -> turn.state() != null && turn.state() != NodeState.EXCLUDED);
    }

    /** Trouble that lasted until the end comes before trouble that passed. */
    private static int gravity(Lane lane) {
        return switch (last(lane).look()) {
            case FAILED, LOST -> 0;
            case RETRYING -> 1;
            case WAITING -> 2;
            case STARTING, PULLING -> 3;
            case EXCLUDED -> 4;
            case READY -> 5;
        };
    }

    static Look look(NodeState state) {
        return switch (state) {
            case AWAITING_POD, UNSCHEDULED -> Look.WAITING;
            case STARTING -> Look.STARTING;
            case PULLING -> Look.PULLING;
            case BACKING_OFF -> Look.RETRYING;
            case FAILED -> Look.FAILED;
            case LOST -> Look.LOST;
            case READY -> Look.READY;
            case EXCLUDED -> Look.EXCLUDED;
        };
    }

    private List<Event> events() {
        return history.marks().stream()
                .map(mark -> mark.code() == null
                        ? new Event(after(mark.at()), Tone.PLAIN, "", mark.text(), mark.nodes())
                        : new Event(after(mark.at()), Tone.of(mark.effective()), mark.code().name(), words(mark), mark.nodes()))
                .toList();
    }

    private static String words(History.Mark mark) {
        return mark.effective().words() + ": " + mark.text();
    }
}

package io.jenkins.plugins.prepullgate.report;

import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.report.Story.Cause;
import io.jenkins.plugins.prepullgate.report.Story.Fact;
import io.jenkins.plugins.prepullgate.report.Story.Row;
import io.jenkins.plugins.prepullgate.report.Story.Table;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.NodeProgress;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import io.jenkins.plugins.prepullgate.rollout.PullerGeneration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A wait as a page tells it. */
public final class WaitStory {
    /** Tables of nodes that are well are folded if they have more rows than this. */
    private static final int UNFOLDED = 12;

    private final WaitResult result;
    private final Assessment last;
    private final Map<String, Duration> readyAfter = new HashMap<>();
    private final int limit;

    private WaitStory(WaitResult result, History history, int limit) {
        this.result = result;
        this.last = result.last();
        this.limit = limit;
        history.turns().forEach((node, turns) -> turns.stream()
                .filter(turn -> turn.state() == NodeState.READY)
                .findFirst()
                .ifPresent(turn -> readyAfter.put(node, Duration.between(result.spec().startedAt(), turn.at()))));
    }

    /** @param limit how many rows a table may have at most */
    public static Story of(WaitResult result, History history, int limit) {
        return new WaitStory(result, history, limit).story(Timelines.of(result, history));
    }

    private Story story(Timeline timeline) {
        Set<String> expected = ProgressLog.expected(last);
        List<Cause> causes = new ArrayList<>();
        List<Cause> notes = new ArrayList<>();
        last.leading().filter(f -> f.effective() != FindingClass.INFO)
                .ifPresent(f -> (result.success() ? notes : causes).add(Cause.of(f, expected, last.at())));
        last.findings().stream().filter(f -> last.leading().filter(l -> l == f && f.effective() != FindingClass.INFO).isEmpty()).forEach(f -> {
            boolean cause = f.effective() != FindingClass.INFO && !result.success();
            (cause ? causes : notes).add(Cause.of(f, expected, last.at()));
        });
        String code = result.code().map(FindingCode::name).orElse("");
        String title = "Prepull" + (last.puller() == null ? "" : " in namespace " + last.puller().namespace());
        return new Story(title, result.success(), code, Diagnosis.verdict(result), result.summary(), facts(), causes, notes, timeline, tables());
    }

    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("nodes ready", last.tally().ready() + " of " + last.tally().expected()));
        facts.add(new Fact("took", Durations.words(result.elapsed()) + " of " + Durations.words(result.spec().budget())));
        if (last.eta() != null && !result.success()) {
            facts.add(new Fact("would have taken", "about " + Durations.words(last.eta()) + " more"));
        }
        facts.add(new Fact("began", Words.dayAndTime(result.spec().startedAt())));
        facts.add(new Fact("ended", Words.dayAndTime(result.endedAt())));
        if (last.puller() != null) {
            String generation = PullerGeneration.of(last.puller()).map(g -> " (" + g.words() + ")").orElse("");
            facts.add(new Fact("prepuller", last.puller().ref() + generation));
            facts.add(new Fact("expected nodes", "by rule " + last.rule()));
        }
        return facts;
    }

    private List<Table> tables() {
        List<NodeProgress> missing = last.missing().stream().sorted(NotReadyTable.WORST_FIRST).toList();
        Comparator<NodeProgress> slowestFirst = Comparator.comparing((NodeProgress row) -> readyAfter.getOrDefault(row.node(), Duration.ZERO))
                .reversed();
        List<NodeProgress> ready = last.rows().stream().filter(row -> row.state() == NodeState.READY).sorted(slowestFirst).toList();
        List<NodeProgress> excluded = last.rows().stream().filter(row -> !row.expected()).toList();
        List<Table> tables = new ArrayList<>();
        add(tables, "Nodes that are not ready", "for", missing, this::unready, false);
        add(tables, "Nodes that are ready", "ready after", ready, this::ready, ready.size() > UNFOLDED);
        add(tables, "Nodes that are not counted", "", excluded, this::excluded, excluded.size() > UNFOLDED);
        return tables;
    }

    private void add(List<Table> tables, String title, String time, List<NodeProgress> rows, Function<NodeProgress, List<String>> cells,
            boolean folded) {
        if (!rows.isEmpty()) {
            List<String> headers = time.isEmpty() ? List.of("node", "state", "why") : List.of("node", "state", "image", time, "what");
            List<Row> made = rows.stream().limit(limit).map(row -> new Row(Tone.of(row.state()), cells.apply(row))).toList();
            tables.add(new Table(title + ": " + rows.size(), headers, made, folded, rows.size() - made.size()));
        }
    }

    private List<String> unready(NodeProgress row) {
        String image = row.step() == 0 ? "" : row.step() + " of " + row.steps() + ": " + row.image();
        return List.of(row.node(), row.state().words(), image, NotReadyTable.age(row, last.at()), NotReadyTable.what(row));
    }

    private List<String> ready(NodeProgress row) {
        Duration after = readyAfter.get(row.node());
        String time = after == null ? "" : TimelineSvg.span(Math.max(0, after.toMillis()));
        return List.of(row.node(), row.state().words(), "all " + row.steps(), time, row.message());
    }

    private List<String> excluded(NodeProgress row) {
        return List.of(row.node(), row.state().words(), row.message());
    }
}

package io.jenkins.plugins.prepullgate.report;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.WaitListener;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.NodeProgress;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What became of each node during a wait, and when each trouble was first seen. Keeps transitions alone, and not endlessly many, so that a wait for
 * thousands of nodes costs a megabyte or so. Made of what a listener hears, so a wait that is judged again from a recording has the same history.
 * Used by one thread at a time.
 */
public final class History implements WaitListener {
    /** A node that flips more often keeps its first turns and its newest one. */
    static final int TURNS = 64;

    static final int MARKS = 60;
    private static final int NODES_PER_MARK = 20;

    /**
     * A node came to another state or image.
     *
     * @param state null when the node is gone
     * @param step the image it is at, from 1; 0 when it is at none
     * @param image its name; empty when it is at none
     * @param code the gravest finding about the node; null when there is none
     */
    record Turn(Instant at, NodeState state, int step, String image, FindingCode code) {}

    /**
     * Something worth a mark.
     *
     * @param code null when it is no finding
     * @param effective null when it is no finding
     * @param nodes the first of those concerned
     */
    record Mark(Instant at, FindingCode code, FindingClass effective, String text, List<String> nodes) {}

    private record Kind(FindingCode code, FindingClass effective) {}

    private final Instant since;
    private final Map<String, List<Turn>> turns = new LinkedHashMap<>();
    private final List<Mark> marks = new ArrayList<>();
    private final Set<Kind> marked = new HashSet<>();
    private String puller = "";
    /** As they were last. */
    private List<NodeProgress> rows = List.of();

    /** @param since when looking began: with the wait, or where a process went on with it */
    public History(Instant since) {
        this.since = since;
    }

    @Override
    public void changed(Assessment before, Assessment now) {
        look(now);
    }

    @Override
    public void finished(WaitResult result) {
        look(result.last());
    }

    private void look(Assessment now) {
        if (now.puller() != null && !now.puller().uid().equals(puller)) {
            String what = (puller.isEmpty() ? "found " : "replaced by another ") + now.puller().ref();
            puller = now.puller().uid();
            mark(new Mark(now.at(), null, null, what, List.of()));
        }
        look(now.rows(), now.at());
        now.findings().forEach(finding -> look(finding, now.at()));
    }

    /** Of thousands of rows most are the very same as before. */
    private void look(List<NodeProgress> now, Instant at) {
        List<NodeProgress> before = rows;
        rows = now;
        boolean sameNodes = before.size() == now.size();
        for (int i = 0; i < now.size(); i++) {
            NodeProgress row = now.get(i);
            NodeProgress earlier = i < before.size() ? before.get(i) : null;
            if (row != earlier) {
                sameNodes &= earlier != null && earlier.node().equals(row.node());
                look(row, at);
            }
        }
        if (!sameNodes && !now.isEmpty()) {
            Set<String> present = now.stream().map(NodeProgress::node).collect(Collectors.toSet());
            turns.forEach((node, known) -> {
                if (!present.contains(node)) {
                    add(known, new Turn(at, null, 0, "", null));
                }
            });
        }
    }

    private void look(NodeProgress row, Instant now) {
        List<Turn> known = turns.computeIfAbsent(row.node(), node -> new ArrayList<>(4));
        Instant began = began(known, row, now);
        boolean working = row.state() == NodeState.PULLING || row.state() == NodeState.STARTING;
        if (known.isEmpty() && row.state() == NodeState.BACKING_OFF && began.isBefore(now)) {
            // The pull that failed was not seen, but when it began is known.
            add(known, new Turn(began, NodeState.PULLING, row.step(), row.image(), null));
        }
        add(known, new Turn(working ? began : now, row.state(), row.step(), row.image(), row.code()));
    }

    /** When the row's image had its turn, as far as that lies within what is drawn; otherwise now. */
    private Instant began(List<Turn> known, NodeProgress row, Instant now) {
        Instant earliest = known.isEmpty() ? since : last(known).at();
        boolean same = !known.isEmpty() && last(known).step() == row.step() && last(known).state() != NodeState.STARTING;
        boolean told = row.since() != null && !same && row.since().isAfter(earliest) && row.since().isBefore(now);
        return told ? row.since() : now;
    }

    private static void add(List<Turn> known, Turn turn) {
        if (!known.isEmpty()) {
            Turn last = last(known);
            if (last.state() == turn.state() && last.step() == turn.step()) {
                known.set(known.size() - 1, new Turn(last.at(), last.state(), last.step(), last.image(), turn.code()));
                return;
            }
            if (known.size() == TURNS) {
                known.remove(TURNS - 1);
            }
        }
        known.add(turn);
    }

    private static Turn last(List<Turn> known) {
        return known.get(known.size() - 1);
    }

    private void look(Finding finding, Instant now) {
        // Before the puller comes there is none: that is worth a mark only when it ends the wait.
        boolean early = finding.code() == FindingCode.DS_NOT_FOUND && finding.effective() == FindingClass.CONDITIONAL;
        if (finding.effective() != FindingClass.INFO && !early && marked.add(new Kind(finding.code(), finding.effective()))) {
            List<String> nodes = finding.nodes().stream().limit(NODES_PER_MARK).toList();
            mark(new Mark(now, finding.code(), finding.effective(), FindingText.sentence(finding, Set.of()), nodes));
        }
    }

    private void mark(Mark mark) {
        if (marks.size() < MARKS) {
            marks.add(mark);
        }
    }

    Instant since() {
        return since;
    }

    /** By node, each in order of time, at least one. */
    Map<String, List<Turn>> turns() {
        return turns;
    }

    /** In order of time. */
    List<Mark> marks() {
        return marks;
    }
}

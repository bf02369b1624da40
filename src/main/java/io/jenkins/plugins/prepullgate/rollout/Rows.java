package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Every node's row in one look, by name, and what is counted of them. */
final class Rows {
    static final Rows NONE = new Rows(null, Roster.EMPTY, new Standing[0], new BitSet(), List.of());

    private final Roster roster;
    private final Standing[] standings;
    private final BitSet fresh;
    private final List<String> gone;
    private final NodeProgress[] rows;
    /** The places of those that are waited for and not ready. */
    private final List<Integer> missing = new ArrayList<>();

    private final Tally tally;
    private final long score;

    /** @param fresh the places of those that may stand otherwise than at the last look */
    Rows(Scene scene, Roster roster, Standing[] standings, BitSet fresh, List<String> gone) {
        this.roster = roster;
        this.standings = standings;
        this.fresh = fresh;
        this.gone = gone;
        this.rows = new NodeProgress[standings.length];
        int[] counts = new int[NodeState.values().length];
        long steps = 0;
        for (int place = 0; place < standings.length; place++) {
            NodeProgress row = standings[place].row();
            counts[row.state().ordinal()]++;
            steps += score(row);
            if (row.missing()) {
                missing.add(place);
            }
            rows[place] = row.state() == NodeState.PULLING ? pulling(scene, roster.at(place), row) : row;
        }
        tally = Tally.of(counts);
        score = steps;
    }

    /** Every image that a node has, and every pod that appears, is a step forward. */
    private static long score(NodeProgress row) {
        return switch (row.state()) {
            case EXCLUDED, AWAITING_POD, LOST -> 0;
            case READY -> 1000;
            default -> 1 + row.step();
        };
    }

    /** With what the other nodes and the other pulls of its own tell of the pull that is under way. */
    private static NodeProgress pulling(Scene scene, Site site, NodeProgress row) {
        Forecast forecast = scene.forecast();
        List<PullRecord> before = scene.turn(row.node()).before();
        PullRecord ahead = before.isEmpty() ? null : before.get(0);
        CurrentPull pull = new CurrentPull(ahead == null ? "" : ahead.image(), forecast.bytes(row.image()), forecast.rate(row.node()));
        return site.pulling(row, ahead == null ? row.message() : "queued behind " + ahead.image() + " for " + scene.whose(ahead), pull);
    }

    boolean isEmpty() {
        return rows.length == 0;
    }

    /** All of them. */
    List<NodeProgress> all() {
        return List.of(rows);
    }

    /** Null for a node that has none. */
    NodeProgress of(String node) {
        int place = roster.placeOf(node);
        return place < 0 ? null : rows[place];
    }

    boolean expects(String node) {
        NodeProgress row = of(node);
        return row != null && row.expected();
    }

    /** Those that are waited for and not ready. */
    List<NodeProgress> missing() {
        return missing.stream().map(place -> rows[place]).toList();
    }

    /** Those that are waited for and in that state. */
    List<NodeProgress> in(NodeState state) {
        return tally.in(state) == 0 ? List.of() : missing.stream().map(place -> rows[place]).filter(row -> row.state() == state).toList();
    }

    /** The places of those that may stand otherwise than at the last look. */
    BitSet fresh() {
        return fresh;
    }

    /** Goes through those that may stand otherwise than at the last look. */
    void changed(BiConsumer<Site, NodeProgress> take) {
        fresh.stream().forEach(place -> take.accept(roster.at(place), rows[place]));
    }

    /** Names of nodes that were waited for and are no more. */
    List<String> gone() {
        return gone;
    }

    /** The nodes' own symptoms. */
    void symptoms(Consumer<Sign> report) {
        for (Standing standing : standings) {
            if (!standing.symptoms().isEmpty()) {
                standing.symptoms().forEach(report);
            }
        }
    }

    /** The failed pull of a node that has a row. */
    PullFailure failure(String node) {
        return standings[roster.placeOf(node)].failure().orElse(null);
    }

    Tally tally() {
        return tally;
    }

    /** How far all of them are, as a number that grows with every step. */
    long score() {
        return score;
    }

    /** The rows as they are shown: each with the gravest finding about it, and with its estimate where there is ground for one. */
    List<NodeProgress> shown(Scene scene, Map<String, FindingCode> troubled) {
        BitSet differ = new BitSet();
        missing.forEach(differ::set);
        troubled.keySet().forEach(node -> differ.set(roster.placeOf(node)));
        if (scene.view.lead() != null && scene.view.lead().noticeable()) {
            differ.set(0, rows.length);
        }
        NodeProgress[] shown = rows.clone();
        Eta eta = new Eta(scene);
        for (int place = differ.nextSetBit(0); place >= 0; place = differ.nextSetBit(place + 1)) {
            NodeProgress row = rows[place];
            shown[place] = roster.at(place).shown(row, scene.ours(row.since()), troubled.get(row.node()), eta.left(row));
        }
        return List.of(shown);
    }

    /** Whether it holds for all that are ready. */
    boolean everyReady(Predicate<Site> condition) {
        for (int place = 0; place < rows.length; place++) {
            if (rows[place].state() == NodeState.READY && !condition.test(roster.at(place))) {
                return false;
            }
        }
        return true;
    }
}

package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.Evidence;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns symptoms into findings: counts them, lets them ripen, groups those that say the same of several nodes. */
final class Judge {
    /** How long a failed attempt is remembered while the next one is under way; the kubelet's longest back-off is five minutes. */
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    /** More than these prove nothing more. */
    private static final int EVIDENCE = 3;

    private final Scene scene;
    private final Rows rows;
    private final Map<String, Sighting> sightings = new HashMap<>();
    private final Revisit revisit;

    private Judge(Scene scene, Rows rows) {
        this.scene = scene;
        this.rows = rows;
        this.revisit = new Revisit(scene.now);
    }

    static Judgement of(Scene scene, Rows rows, List<Sign> signs) {
        return new Judge(scene, rows).judge(signs);
    }

    private record Judged(Symptom symptom, Sighting sighting, FindingClass effective) {}

    private Judgement judge(List<Sign> signs) {
        signs.forEach(sign -> sightings.computeIfAbsent(sign.key(), key -> sighted(sign)));
        Map<String, List<Sign>> groups = signs.stream().collect(Collectors.groupingBy(Sign::group, LinkedHashMap::new, Collectors.toList()));
        List<Finding> findings = new ArrayList<>();
        Map<String, FindingCode> hopelessNodes = new HashMap<>();
        Map<String, FindingCode> troubled = new HashMap<>();
        for (List<Sign> group : groups.values()) {
            List<Judged> judged = judgeGroup(group);
            if (judged.isEmpty()) {
                continue;
            }
            for (Judged each : judged) {
                Symptom s = each.symptom();
                if (each.effective() == FindingClass.PERMANENT && rows.expects(s.node()) && !ofRollout(s.code())) {
                    hopelessNodes.merge(s.node(), s.code(), Judge::graver);
                }
                if (isFailure(each.effective()) && rows.expects(s.node())) {
                    troubled.merge(s.node(), s.code(), Judge::graver);
                }
            }
            findings.add(finding(judged));
        }
        findings.sort(gravestFirst());
        FindingCode hopelessRollout = findings.stream()
                .filter(f -> f.permanent() && (f.nodes().isEmpty() || ofRollout(f.code())))
                .map(Finding::code)
                .findFirst()
                .orElse(null);
        remember();
        return new Judgement(findings, sightings, hopelessRollout, hopelessNodes, troubled, revisit.at());
    }

    /** Whether no tolerance for nodes left out covers it, although it names a node. */
    private static boolean ofRollout(FindingCode code) {
        return code == FindingCode.CP_DRIFT_DURING_WAIT;
    }

    /** The shown ones of a group, each with the class that it has now. */
    private List<Judged> judgeGroup(List<Sign> group) {
        FindingCode code = group.get(0).symptom().code();
        FindingClass base = scene.policy.classOf(code);
        Patience patience = scene.policy.patienceFor(code);
        boolean unanimous = unanimous(group, code);
        List<Judged> judged = new ArrayList<>();
        for (Sign sign : group) {
            Symptom symptom = sign.symptom();
            Sighting sighting = sightings.get(sign.key());
            boolean shown = symptom.decisive() || !revisit.before(sighting.first().plus(patience.showAfter()));
            if (shown) {
                judged.add(new Judged(symptom, sighting, effective(symptom, sighting, base, patience, unanimous)));
            }
        }
        return judged;
    }

    private FindingClass effective(Symptom symptom, Sighting sighting, FindingClass base, Patience patience, boolean unanimous) {
        if (symptom.decisive() || base == FindingClass.CONDITIONAL && unanimous) {
            return FindingClass.PERMANENT;
        }
        if (base != FindingClass.CONDITIONAL || patience.span() == null || sighting.count() < patience.sightings()) {
            return base;
        }
        Instant ripe = sighting.first().plus(patience.span());
        // Time alone proves nothing of a pull: what was pushed since the last failure is only found by the next attempt.
        boolean early = symptom.ofAttempts() && patience.sightings() > 1
                ? ripe.isAfter(sighting.lastAttempt())
                : revisit.before(ripe) || ripe.isAfter(seenUntil());
        return early ? base : FindingClass.PERMANENT;
    }

    /** Until when we have seen what is judged: what is lost from sight may have changed, and does not ripen. */
    private Instant seenUntil() {
        return Stream.of(Source.DAEMONSETS, Source.NODES, Source.PODS)
                .map(scene.view::source)
                .filter(s -> s != null && s.sight() == SourceState.Sight.STALE)
                .map(SourceState::since)
                .min(Comparator.naturalOrder())
                .orElse(scene.now);
    }

    /** Whether every node that is waited for shows it, so that it speaks of the image and not of a node or an outage. */
    private boolean unanimous(List<Sign> group, FindingCode code) {
        int expected = rows.tally().expected();
        if (!scene.policy.unanimity() || !code.unanimityDecides() || expected == 0) {
            return false;
        }
        return group.stream().map(sign -> sign.symptom().node()).distinct().filter(rows::expects).count() == expected;
    }

    /** What is known of the symptom now that it has been seen again. */
    private Sighting sighted(Sign sign) {
        Symptom symptom = sign.symptom();
        Sighting before = scene.memory.sightings().get(sign.key());
        Instant since = told(symptom.since());
        Instant latest = told(symptom.latest());
        if (before == null) {
            return new Sighting(since, scene.now, symptom.occurrences(), symptom.attempt(), 1, latest);
        }
        boolean anotherAttempt = symptom.attempt().equals(PullDetector.FAILED) && !before.attempt().equals(PullDetector.FAILED);
        int watched = before.watched() + (anotherAttempt ? 1 : 0);
        int count = Math.max(Math.max(watched, symptom.occurrences()), before.count());
        Instant first = symptom.since() != null && since.isBefore(before.first()) ? since : before.first();
        boolean known = symptom.ofAttempts() && count == before.count() && !anotherAttempt;
        return new Sighting(first, scene.now, count, symptom.attempt(), watched, known ? before.lastAttempt() : latest);
    }

    /** When something was, by our clock and as the cluster says; now, when it does not say. */
    private Instant told(Instant theirs) {
        Instant ours = scene.ours(theirs);
        return ours == null || ours.isAfter(scene.now) ? scene.now : ours;
    }

    /** Keeps attempts that are not visible just now: the next try of the same pull is under way. */
    private void remember() {
        scene.memory.sightings().forEach((key, sighting) -> {
            String node = Symptom.nodeOf(key);
            boolean attempt = !sighting.attempt().isEmpty();
            boolean young = sighting.last().plus(REMEMBERED).isAfter(scene.now);
            if (attempt && young && !node.isEmpty() && !isReady(node)) {
                sightings.putIfAbsent(key, sighting);
            }
        });
    }

    private boolean isReady(String node) {
        NodeProgress row = rows.of(node);
        return row != null && row.state() == NodeState.READY;
    }

    private Finding finding(List<Judged> judged) {
        Symptom first = judged.get(0).symptom();
        TreeSet<String> nodes = new TreeSet<>();
        TreeSet<String> images = new TreeSet<>();
        FindingClass gravest = judged.get(0).effective();
        for (Judged each : judged) {
            if (!each.symptom().node().isEmpty()) {
                nodes.add(each.symptom().node());
            }
            if (!each.symptom().image().isEmpty()) {
                images.add(each.symptom().image());
            }
            gravest = gravity(each.effective()) > gravity(gravest) ? each.effective() : gravest;
        }
        List<Evidence> evidence = judged.stream()
                .sorted(Comparator.comparing(each -> each.symptom().node()))
                .limit(EVIDENCE)
                .map(each -> each.symptom().evidence(each.sighting()))
                .toList();
        String remedy = Remedies.of(first, scene, List.copyOf(nodes));
        return new Finding(first.code(), gravest, first.headline(), List.copyOf(nodes), List.copyOf(images), evidence, remedy);
    }

    private static boolean isFailure(FindingClass effective) {
        return effective == FindingClass.PERMANENT || effective == FindingClass.CONDITIONAL || effective == FindingClass.TRANSIENT;
    }

    /** Gravest class first, then what concerns the whole rollout, then the most nodes, then the number; the rest only for the order to be one. */
    private static Comparator<Finding> gravestFirst() {
        return Comparator.comparingInt((Finding f) -> -gravity(f.effective()))
                .thenComparing(f -> !f.nodes().isEmpty())
                .thenComparing(f -> -f.nodes().size())
                .thenComparing(f -> -f.code().number())
                .thenComparing(f -> f.nodes().isEmpty() ? "" : f.nodes().get(0))
                .thenComparing(Finding::summary);
    }

    private static FindingCode graver(FindingCode a, FindingCode b) {
        return gravity(a.base()) >= gravity(b.base()) ? a : b;
    }

    private static int gravity(FindingClass c) {
        return switch (c) {
            case PERMANENT -> 5;
            case AUDIT -> 4;
            case CONDITIONAL -> 3;
            case TRANSIENT -> 2;
            case BUDGET -> 1;
            case INFO -> 0;
        };
    }
}

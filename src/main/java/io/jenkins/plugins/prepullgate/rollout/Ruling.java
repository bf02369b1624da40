package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Comes to the verdict. Failing beats not seeing, not seeing beats passing, passing beats waiting; each rule that the anchors get wrong is here. */
final class Ruling {
    private static final List<Source> NEEDED = List.of(Source.PODS, Source.NODES);
    /** An API server that has just started refuses rightful callers until it has read its rules. */
    private static final Duration REFUSAL = Duration.ofSeconds(5);

    private final Scene scene;
    private final Rows rows;
    private final Judgement judgement;
    private final Revisit revisit;

    Ruling(Scene scene, Rows rows, Judgement judgement, Revisit revisit) {
        this.scene = scene;
        this.rows = rows;
        this.judgement = judgement;
        this.revisit = revisit;
    }

    Verdict verdict(Tally tally) {
        if (scene.view.forbidden(Source.DAEMONSETS)) {
            SourceState state = scene.view.source(Source.DAEMONSETS);
            boolean sure = !revisit.before(state.since().plus(REFUSAL));
            String why = "daemonsets may not be read" + (state.detail().isEmpty() ? "" : ": " + state.detail());
            return new Verdict.Undetermined(FindingCode.API_FORBIDDEN, why, sure);
        }
        if (!scene.view.live(Source.DAEMONSETS)) {
            return blind(Source.DAEMONSETS);
        }
        if (skipped()) {
            return new Verdict.Complete("the chart skips the prepull: the hub's checksum says that the images did not change");
        }
        Optional<ReleaseFacts> unpulled = ReleaseDetector.of(scene).filter(release -> ReleaseDetector.deployedWithoutPuller(scene, release));
        if (unpulled.isPresent()) {
            return new Verdict.Complete(
                    "helm has deployed revision " + unpulled.get().revision() + " of " + unpulled.get().name() + " without a prepull");
        }
        Verdict doomed = doomed(tally);
        if (doomed != null) {
            return doomed;
        }
        if (scene.puller == null) {
            return new Verdict.Absent(absent());
        }
        for (Source source : NEEDED) {
            if (!scene.view.live(source) && !scene.view.forbidden(source)) {
                return blind(source);
            }
        }
        return complete(tally);
    }

    /** Blind for a while is no verdict; for longer than the policy allows it ends the wait, and never as a success. */
    private Verdict blind(Source source) {
        SourceState state = scene.view.source(source);
        Instant since = state == null ? scene.memory.startedAt() : state.since();
        boolean over = !revisit.before(since.plus(scene.policy.blindness()));
        String detail = state == null || state.detail().isEmpty() ? "" : ": " + state.detail();
        Duration seconds = Duration.between(since, scene.now);
        String why = source.resource() + " could not be read for " + Math.max(0, seconds.toSeconds()) + " s" + detail;
        return new Verdict.Undetermined(FindingCode.API_UNREACHABLE, why, over);
    }

    private boolean skipped() {
        return scene.puller == null && !scene.policy.checksum().isEmpty() && scene.policy.checksum().equals(scene.view.hookChecksum());
    }

    private String absent() {
        if (!scene.view.pullers().isEmpty()) {
            return "no puller of this deploy yet";
        }
        Map<String, String> left = scene.memory.atStart().pullers();
        boolean alone = left == null || left.isEmpty();
        return "waiting for " + scene.view.query().words()
                + (alone ? "" : "; not for " + Names.of(List.copyOf(left.values())) + " of an earlier deploy")
                + ReleaseDetector.of(scene)
                        .filter(r -> r.pending() && r.revision() == ReleaseDetector.awaited(scene, r))
                        .map(Ruling::atWork)
                        .orElse("");
    }

    private static String atWork(ReleaseFacts release) {
        return "; helm is at work on revision " + release.revision() + " of " + release.name();
    }

    /** Null when there is hope. */
    private Verdict doomed(Tally tally) {
        if (scene.policy.failFast() == FailFast.NEVER) {
            return null;
        }
        if (judgement.hopelessRollout() != null) {
            return new Verdict.Doomed(judgement.hopelessRollout(), sentence(judgement.hopelessRollout()));
        }
        Map<String, FindingCode> nodes = scene.policy.failFast() == FailFast.ANY ? judgement.troubled() : judgement.hopelessNodes();
        if (nodes.size() <= scene.policy.tolerate().of(tally.expected())) {
            return null;
        }
        FindingCode code = judgement.findings().stream()
                .filter(f -> f.nodes().stream().anyMatch(n -> nodes.get(n) == f.code()))
                .map(f -> f.code())
                .findFirst()
                .orElseThrow();
        return new Verdict.Doomed(code, sentence(code));
    }

    private String sentence(FindingCode code) {
        return judgement.findings().stream().filter(f -> f.code() == code).findFirst().map(Names::sentence).orElse(code.meaning());
    }

    private Verdict complete(Tally tally) {
        DaemonSetFacts set = scene.puller;
        if (set.deletedAt() != null) {
            return new Verdict.Progressing(set.ref() + " is being deleted");
        }
        if (!set.observed()) {
            return new Verdict.Progressing("the DaemonSet controller has not looked at generation " + set.generation() + " yet");
        }
        if (tally.expected() == 0 || set.status().desired() == 0) {
            return new Verdict.Progressing("no node is counted: 0 of 0 is not success");
        }
        List<NodeProgress> missing = rows.missing();
        if (tally.missing() == 0 && missing.isEmpty()) {
            return countersAgree(tally)
                    ? new Verdict.Complete(tally.ready() + " of " + tally.expected() + " nodes have every image")
                    : new Verdict.Progressing("every pod is ready; the controller's counters do not agree yet: " + counters(set.status()));
        }
        boolean givenUp = !missing.isEmpty() && missing.stream().allMatch(r -> judgement.troubled().containsKey(r.node()));
        if (givenUp && tally.ready() > 0 && tolerated(tally)) {
            return partial(tally, missing);
        }
        return new Verdict.Progressing(tally.ready() + " of " + tally.expected() + " nodes are ready");
    }

    private boolean tolerated(Tally tally) {
        return tally.missing() <= scene.policy.tolerate().of(tally.expected());
    }

    private Verdict partial(Tally tally, List<NodeProgress> missing) {
        String names = Names.of(missing.stream().map(NodeProgress::node).toList());
        return new Verdict.Complete(
                tally.ready() + " of " + tally.expected() + " nodes have every image; tolerated without: " + names
                        + " (tolerate " + scene.policy.tolerate() + ")");
    }

    /** At the end of the budget: what is tolerated need not have failed, it may just not be ready. Null when too much is missing. */
    Verdict atDeadline(Tally tally) {
        List<NodeProgress> missing = rows.missing();
        return tally.ready() > 0 && !missing.isEmpty() && tolerated(tally) ? partial(tally, missing) : null;
    }

    /**
     * Pods are the stronger proof, since the counters lag behind them; but where the controller counts more nodes than we do, it may be right. Its
     * status can also be stale after a taint changed (kubernetes #132459), so a difference that lasts is told and does not block for ever.
     */
    private boolean countersAgree(Tally tally) {
        DaemonSetStatus status = scene.puller.status();
        boolean ready = status.ready() >= status.desired() && status.updated() >= status.desired();
        if (scene.view.forbidden(Source.PODS)) {
            return ready && status.desired() >= tally.expected();
        }
        if (scene.view.forbidden(Source.NODES)) {
            return ready && tally.ready() >= status.desired();
        }
        boolean versionsKnown = rows.everyReady(site -> site.pod() != null && site.pod().generation() != 0);
        if (!versionsKnown && status.updated() < status.desired()) {
            return false;
        }
        return status.desired() <= tally.expected() || judgement.shows(FindingCode.DESIRED_MISMATCH);
    }

    private static String counters(DaemonSetStatus s) {
        return "desired " + s.desired() + ", updated " + s.updated() + ", ready " + s.ready();
    }
}

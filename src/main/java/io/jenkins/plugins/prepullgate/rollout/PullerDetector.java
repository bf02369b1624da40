package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.nodes.NodeRule;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The DaemonSet itself: is it there, is it the only one, has its controller looked at it, and does it count any node. */
final class PullerDetector implements Detector {
    @Override
    public void look(Scene scene, Rows rows, Consumer<Symptom> report) {
        if (!scene.view.live(Source.DAEMONSETS)) {
            return;
        }
        DaemonSetFacts set = scene.puller;
        if (set == null) {
            missing(scene, report);
            return;
        }
        String ref = set.ref();
        if (set.deletedAt() != null) {
            report.accept(Symptom.ofRollout(
                    FindingCode.DS_DELETING, ref + " is being deleted before every node had its images", ref, "metadata.deletionTimestamp",
                    set.deletedAt().toString()));
            return;
        }
        if (!set.observed()) {
            Long observed = set.status().observedGeneration();
            report.accept(Symptom.ofRollout(
                    FindingCode.DS_NOT_OBSERVED,
                    "the DaemonSet controller has not looked at generation " + set.generation() + " of " + ref,
                    ref, "status.observedGeneration", observed == null ? "absent" : observed.toString()));
            return;
        }
        counts(scene, rows, report);
    }

    private static void missing(Scene scene, Consumer<Symptom> report) {
        PullerQuery query = scene.view.query();
        List<DaemonSetFacts> candidates = PullerChoice.candidates(scene.view);
        if (candidates.size() > 1) {
            String names = candidates.stream().map(DaemonSetFacts::name).collect(Collectors.joining(", "));
            report.accept(Symptom.ofRollout(
                    FindingCode.DS_AMBIGUOUS, "several DaemonSets answer to " + query.words() + ": " + names, "namespace " + query.namespace(),
                    "daemonsets", names));
        } else if (ReleaseDetector.refused(scene) || ReleaseDetector.deployedAllTheSame(scene)) {
            // The release says more than the puller's absence.
            return;
        } else if (scene.memory.pullerUid().isEmpty()) {
            report.accept(Symptom.ofRollout(
                    FindingCode.DS_NOT_FOUND, "there is no " + query.words().replaceFirst("^an? ", ""), "namespace " + query.namespace(),
                    "daemonsets", "none that matches").at(scene.memory.startedAt()));
        } else {
            report.accept(Symptom.ofRollout(
                    FindingCode.DS_DELETING, "the puller was deleted before every node had its images", "namespace " + query.namespace(),
                    "daemonsets", "gone (uid " + scene.memory.pullerUid() + ")"));
        }
    }

    private static void counts(Scene scene, Rows rows, Consumer<Symptom> report) {
        DaemonSetFacts set = scene.puller;
        int desired = set.status().desired();
        int expected = rows.tally().expected();
        boolean none = scene.view.forbidden(Source.NODES) ? desired == 0 : scene.view.live(Source.NODES) && expected == 0;
        if (none) {
            report.accept(Symptom.ofRollout(
                    FindingCode.NO_ELIGIBLE_NODES,
                    scene.view.live(Source.NODES) && scene.sites.roster().size() == 0
                            ? "the cluster has no nodes"
                            : "no node may run the puller: 0 of 0 is not success",
                    set.ref(), "status.desiredNumberScheduled", Integer.toString(desired)));
        }
        int eligible = scene.sites.eligible();
        if (scene.view.live(Source.NODES) && scene.rule == NodeRule.DAEMONSET && eligible != desired) {
            report.accept(Symptom.ofRollout(
                    FindingCode.DESIRED_MISMATCH,
                    "the DaemonSet controller counts " + desired + " nodes, by its own rules " + eligible + " are eligible",
                    set.ref(), "status.desiredNumberScheduled", Integer.toString(desired)));
        }
    }
}

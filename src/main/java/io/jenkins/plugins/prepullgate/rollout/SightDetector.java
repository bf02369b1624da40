package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.util.List;
import java.util.function.Consumer;

/** Says which parts of the cluster the caller may not see, since the diagnosis is narrower without them. */
final class SightDetector implements Detector {
    private static final List<Source> DETAILS = List.of(Source.PODS, Source.NODES, Source.EVENTS, Source.JOBS, Source.RELEASES);

    @Override
    public void look(Scene scene, Rows rows, Consumer<Symptom> report) {
        for (Source source : DETAILS) {
            if (scene.view.forbidden(source) && missed(scene, source)) {
                report.accept(Symptom.ofRollout(
                        FindingCode.NOT_PERMITTED_DETAIL,
                        source.resource() + " may not be read, so " + loss(source),
                        "resource " + source.resource(),
                        "list, watch",
                        Redaction.of(scene.view.source(source).detail())));
            }
        }
    }

    /** To list secrets is a heavy right: who has not named a release does not miss it. */
    private static boolean missed(Scene scene, Source source) {
        return source != Source.RELEASES || !scene.view.query().release().isEmpty();
    }

    private static String loss(Source source) {
        return switch (source) {
            case PODS -> "what each node is doing, and why a pull fails, cannot be shown";
            case NODES -> "which nodes are left out, and why, cannot be shown, and taints cannot be checked";
            case EVENTS -> "refused pods and the first cause of a failing pull are seen late or not at all";
            case JOBS -> "the chart's own awaiter cannot be watched";
            case RELEASES -> "the state of helm's release cannot be told";
            case DAEMONSETS -> "nothing can be judged";
        };
    }
}

package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.util.function.Consumer;

/** Nodes that were waited for and are no more. */
final class GoneDetector implements Detector {
    @Override
    public void look(Scene scene, Rows rows, Consumer<Symptom> report) {
        if (scene.puller == null || !scene.view.live(Source.NODES)) {
            return;
        }
        for (String name : rows.gone()) {
            report.accept(Symptom.ofNode(
                    FindingCode.NODE_SET_CHANGED, name, "the node was deleted during the wait, so it is not waited for",
                    "Node " + name, "object", "gone"));
        }
    }
}

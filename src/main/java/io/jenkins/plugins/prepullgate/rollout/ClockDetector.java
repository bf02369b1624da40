package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.util.function.Consumer;

/** Says that the clock here and the API server's differ, since it is the latter that says since when something is wrong. */
final class ClockDetector implements Detector {
    @Override
    public void look(Scene scene, Rows rows, Consumer<Symptom> report) {
        ClockLead lead = scene.view.lead();
        if (lead != null && lead.noticeable()) {
            report.accept(Symptom.ofRollout(
                    FindingCode.CLOCK_DIFFERS,
                    "this machine's clock is " + lead.words() + (lead.seconds() > 0 ? " ahead of" : " behind") + " the API server's",
                    "API server",
                    "header Date",
                    lead.words() + (lead.seconds() > 0 ? " less" : " more") + " than here"));
        }
    }
}

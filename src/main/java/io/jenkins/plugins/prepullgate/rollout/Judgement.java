package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the symptoms of one scene come to.
 *
 * @param findings shown ones, gravest first
 * @param sightings what must be remembered
 * @param hopelessRollout the code of the gravest finding about the rollout as a whole that leaves no hope; null when there is none
 * @param hopelessNodes expected nodes that cannot get their images, with the gravest code
 * @param troubled nodes that show a failure of any kind, with the gravest code
 * @param revisitAt when a symptom that lasts would be judged otherwise; null when none would
 */
record Judgement(
        List<Finding> findings,
        Map<String, Sighting> sightings,
        FindingCode hopelessRollout,
        Map<String, FindingCode> hopelessNodes,
        Map<String, FindingCode> troubled,
        Instant revisitAt) {
    Judgement {
        findings = List.copyOf(findings);
        sightings = Map.copyOf(sightings);
        hopelessNodes = Map.copyOf(hopelessNodes);
        troubled = Map.copyOf(troubled);
    }

    /** Whether a finding of that code is shown. */
    boolean shows(FindingCode code) {
        return findings.stream().anyMatch(f -> f.code() == code);
    }
}

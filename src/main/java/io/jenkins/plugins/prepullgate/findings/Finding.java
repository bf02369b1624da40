package io.jenkins.plugins.prepullgate.findings;

import java.util.List;
import java.util.Objects;

/**
 * One thing that is wrong or worth knowing, once for all the nodes that show it.
 *
 * @param code the stable name, public API
 * @param effective the class after probation and the caller's overrides
 * @param summary one sentence: what is wrong, with the names that matter
 * @param nodes the nodes concerned, sorted; empty when it concerns the rollout as a whole
 * @param images the images concerned, sorted; may be empty
 * @param evidence what proves it, strongest first
 * @param remedy what to do, with the command or chart value that does it; empty only for information
 */
public record Finding(
        FindingCode code,
        FindingClass effective,
        String summary,
        List<String> nodes,
        List<String> images,
        List<Evidence> evidence,
        String remedy) {
    public Finding {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(effective, "effective");
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(remedy, "remedy");
        nodes = List.copyOf(nodes);
        images = List.copyOf(images);
        evidence = List.copyOf(evidence);
    }

    /** Whether waiting longer cannot help. */
    public boolean permanent() {
        return effective == FindingClass.PERMANENT;
    }

    public Blame blame() {
        return code.blame();
    }
}

package io.jenkins.plugins.prepullgate.cases;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import java.util.EnumSet;
import java.util.Set;

/**
 * What is so in the end, as the case brings it about.
 *
 * @param good whether every node that counts has every image, or nothing was to be pulled
 * @param codes one of which a verdict must name when it is not
 */
record Truth(boolean good, Set<FindingCode> codes) {
    static final Truth GOOD = new Truth(true, Set.of());

    static Truth bad(FindingCode first, FindingCode... more) {
        return new Truth(false, EnumSet.of(first, more));
    }

    /** Whether the gate has said so; a failure for another cause is none. */
    boolean agrees(WaitResult result) {
        return good ? result.success() : !result.success() && result.code().filter(codes::contains).isPresent();
    }
}

package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.util.List;

/** The finding about changes of a hub that were not all made: either time ran out, or the hub failed too often. */
final class Unfinished {
    private Unfinished() {}

    /**
     * Running out of time is not the hub's fault, so that has a class of its own.
     *
     * @param counts how far the work came, such as {@code 3 of 20 users were removed}
     */
    static Finding of(FindingCode code, String counts, Budget budget, HubChanges changes, String remedy) {
        boolean outOfTime = budget.spent();
        String why = outOfTime ? "the budget ran out" : changes.trouble();
        FindingClass effective = outOfTime ? FindingClass.BUDGET : FindingClass.PERMANENT;
        return new Finding(code, effective, counts + ": " + why, List.of(), List.of(), List.of(), remedy);
    }
}

package io.jenkins.plugins.prepullgate.faults;

import io.jenkins.plugins.prepullgate.findings.FindingCode;

/** How a schedule ends, whatever goes wrong on the way. */
enum Fate {
    /** Every image comes everywhere. */
    COMPLETE(null),
    /** An image is nowhere to be found. */
    NOT_FOUND(FindingCode.PULL_NOT_FOUND),
    /** One node says that an image's name is malformed. */
    INVALID_NAME(FindingCode.PULL_INVALID_NAME),
    /** One node pulls on and on. */
    STUCK(FindingCode.BUDGET_EXCEEDED),
    /** The cluster goes away for good just before it is complete. */
    DARK(FindingCode.API_UNREACHABLE);

    /** Null for success. */
    final FindingCode code;

    Fate(FindingCode code) {
        this.code = code;
    }
}

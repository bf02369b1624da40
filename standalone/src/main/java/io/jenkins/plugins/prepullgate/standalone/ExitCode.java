package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.WaitResult;

/** What the process ends with; public API, in {@code docs/COMMAND.md}. */
final class ExitCode {
    /** The prepull is complete, or the audit passed. */
    static final int COMPLETE = 0;
    /** The prepull cannot succeed, or the audit failed. */
    static final int DOOMED = 1;
    /** The command was called wrongly, also with a kubeconfig or a namespace that cannot be used. */
    static final int USAGE = 2;
    /** The budget ran out, or nothing moved for too long. */
    static final int OUT_OF_TIME = 3;
    /** The cluster cannot be reached, or refuses the caller. */
    static final int UNSEEN = 4;
    /** The gate itself failed: {@code EX_SOFTWARE} of sysexits.h. */
    static final int INTERNAL = 70;
    /** SIGINT or SIGTERM; the shells' 128 + SIGINT. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}

    static int of(WaitResult result) {
        if (result.success()) {
            return COMPLETE;
        }
        return switch (result.ending()) {
            case STALLED, BUDGET_EXCEEDED -> OUT_OF_TIME;
            case CANCELLED -> INTERRUPTED;
            case DECIDED -> decided(result);
        };
    }

    private static int decided(WaitResult result) {
        if (!result.couldNotSee()) {
            return DOOMED;
        }
        return result.code().filter(code -> code == FindingCode.INTERNAL).isPresent() ? INTERNAL : UNSEEN;
    }

    static int of(ConnectionException failure) {
        return switch (failure.kind()) {
            case CONFIGURATION, NO_SUCH_NAMESPACE -> USAGE;
            case UNREACHABLE, TLS, UNAUTHORIZED, FORBIDDEN, UNAVAILABLE, REJECTED -> UNSEEN;
        };
    }
}

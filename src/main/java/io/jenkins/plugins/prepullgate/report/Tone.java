package io.jenkins.plugins.prepullgate.report;

import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import java.util.Locale;

/** How grave something is. A page shows it by colour, and always in words as well. */
public enum Tone {
    GOOD,
    PLAIN,
    WARN,
    BAD;

    static Tone of(FindingClass effective) {
        return switch (effective) {
            case INFO -> PLAIN;
            case TRANSIENT, CONDITIONAL -> WARN;
            case PERMANENT, AUDIT, BUDGET -> BAD;
        };
    }

    static Tone of(NodeState state) {
        return switch (state) {
            case READY -> GOOD;
            case EXCLUDED, PULLING, STARTING -> PLAIN;
            case AWAITING_POD, UNSCHEDULED, BACKING_OFF -> WARN;
            case FAILED, LOST -> BAD;
        };
    }

    /** The style sheet's class. */
    String css() {
        return "pg-" + name().toLowerCase(Locale.ROOT);
    }
}

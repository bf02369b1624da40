package io.jenkins.plugins.prepullgate.standalone.drill;

import io.jenkins.plugins.prepullgate.rollout.Redaction;

/** A scenario that cannot be read; the message is one line that names file, line and key. */
public final class ScenarioException extends Exception {
    private static final long serialVersionUID = 1L;

    ScenarioException(String message) {
        super(Redaction.brief(message));
    }
}

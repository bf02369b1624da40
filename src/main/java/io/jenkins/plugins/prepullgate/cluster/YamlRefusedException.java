package io.jenkins.plugins.prepullgate.cluster;

/** YAML that is not taken. The message says why, to go behind what the text is called, and quotes nothing of it. */
public final class YamlRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String problem;

    YamlRefusedException(String message, String problem) {
        super(message);
        this.problem = problem == null ? "" : problem;
    }

    /** What the library says, which may quote a character or a name of the text, secrets included; empty when it says nothing. */
    public String problem() {
        return problem;
    }
}

package io.jenkins.plugins.prepullgate.rollout;

/** When a wait gives up before its budget ends. */
public enum FailFast {
    /** Never: wait for the whole budget whatever is seen. */
    NEVER("never"),
    /** As soon as waiting cannot help, which is the default. */
    PERMANENT("permanent"),
    /** At the first failure of any kind, also one that usually passes. */
    ANY("any");

    private final String parameter;

    FailFast(String parameter) {
        this.parameter = parameter;
    }

    /** The name that {@code failFast:} takes. */
    public String parameter() {
        return parameter;
    }
}

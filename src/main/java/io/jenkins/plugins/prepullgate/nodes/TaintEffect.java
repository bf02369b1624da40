package io.jenkins.plugins.prepullgate.nodes;

/** What a taint does to a pod that does not tolerate it. */
public enum TaintEffect {
    NO_SCHEDULE("NoSchedule"),
    PREFER_NO_SCHEDULE("PreferNoSchedule"),
    NO_EXECUTE("NoExecute"),
    /** An effect this version does not know; like the scheduler, we do not let it exclude a pod. */
    UNKNOWN("?");

    private final String apiName;

    TaintEffect(String apiName) {
        this.apiName = apiName;
    }

    /** The name the API uses, such as {@code NoSchedule}. */
    public String apiName() {
        return apiName;
    }

    /** The effect of that API name; {@link #UNKNOWN} for null or any other text. */
    public static TaintEffect of(String apiName) {
        for (TaintEffect effect : values()) {
            if (effect.apiName.equals(apiName)) {
                return effect;
            }
        }
        return UNKNOWN;
    }

    /** Whether it keeps pods off the node; {@code PreferNoSchedule} does not. */
    public boolean excludes() {
        return this == NO_SCHEDULE || this == NO_EXECUTE;
    }
}

package io.jenkins.plugins.prepullgate.steps;

import java.util.Objects;
import jenkins.model.CauseOfInterruption;
import org.kohsuke.stapler.export.Exported;

/** Why a step failed, as the build's page, its log and the remote API show it. */
public final class PrepullFailure extends CauseOfInterruption {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final String code;
    private final String summary;

    PrepullFailure(Outcome outcome) {
        this.what = switch (outcome.getStep()) {
            case Outcome.AUDIT -> "AUDIT";
            case "waitForHub" -> "HUB WAIT";
            case "verifyHubScale" -> "HUB SCALE";
            case "seedHubUsers" -> "HUB SEED";
            case "pruneHubUsers" -> "HUB PRUNE";
            default -> "PREPULL";
        };
        this.code = outcome.getCode();
        this.summary = outcome.getSummary();
    }

    /** The stable code. */
    @Exported(visibility = 3)
    public String getCode() {
        return code;
    }

    /** One sentence. */
    @Exported(visibility = 3)
    public String getSummary() {
        return summary;
    }

    /** The stable last line of the diagnosis; plain text. */
    @Override
    public String getShortDescription() {
        return what + " FAILED " + code + ": " + summary;
    }

    /** By value, so that a build shows the same cause only once. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PrepullFailure that && what.equals(that.what) && code.equals(that.code) && summary.equals(that.summary);
    }

    @Override
    public int hashCode() {
        return Objects.hash(what, code, summary);
    }
}

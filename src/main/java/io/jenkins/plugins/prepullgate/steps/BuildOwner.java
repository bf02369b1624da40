package io.jenkins.plugins.prepullgate.steps;

import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.prepullgate.cluster.PullerOwner;

/** Builds as owners of pullers. */
final class BuildOwner {
    private static final String KIND = "build";

    private BuildOwner() {}

    /**
     * One call of a step.
     *
     * @param controller the URL of this Jenkins; empty when it has none
     * @param nonce tells this call apart from every other, whatever its build and controller
     */
    static PullerOwner of(Run<?, ?> build, String controller, String nonce) {
        String id = Util.fixNull(build.getExternalizableId());
        String words = "Jenkins build " + id + (controller.isEmpty() ? "" : " of " + controller);
        return new PullerOwner(KIND + " " + nonce, "jenkins", words, controller + " " + id);
    }

    /** Whether the build is known to have ended. Nothing is known about builds of other controllers, or builds that are not found. */
    static boolean ended(PullerOwner owner, String controller) {
        if (controller.isEmpty() || !owner.id().startsWith(KIND + " ") || !owner.process().startsWith(controller + " ")) {
            return false;
        }
        Run<?, ?> build = build(owner.process().substring(controller.length() + 1));
        return build != null && !build.isBuilding();
    }

    /** Null when there is no such build. That does not mean that it has ended, since a job may have been renamed. */
    private static Run<?, ?> build(String id) {
        try {
            return Run.fromExternalizableId(id);
        } catch (IllegalArgumentException e) {
            // Not written by a Jenkins.
            return null;
        }
    }
}

package io.jenkins.plugins.prepullgate.rollout;

/**
 * What a wait remembers of one node, as far as the node's row depends on it.
 *
 * @param counted whether the node was waited for at some time
 * @param ready whether it was ready with this puller
 * @param error why the pull that it is at failed before; empty when that is not known
 */
record Past(boolean counted, boolean ready, String error) {
    static final Past NONE = new Past(false, false, "");

    static Past of(Memory memory, Site site) {
        if (memory.everEligible().isEmpty() && memory.pullErrors().isEmpty()) {
            return NONE;
        }
        String error = memory.pullErrors().isEmpty()
                ? ""
                : site.position().map(at -> memory.pullErrors().get(PullFailure.key(site.name(), at.container().image()))).orElse(null);
        return new Past(site.in(memory.everEligible()), site.in(memory.everReady()), error == null ? "" : error);
    }
}

package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.rollout.DaemonSetFacts;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A puller of our own that is found in a namespace, as it says of itself.
 *
 * @param name never null
 * @param uid never null
 * @param owner never null; one without an id is of nobody that could be asked
 * @param expires null when it does not say
 * @param keep whether it stays until somebody removes it by hand
 */
record LeftPuller(String name, String uid, PullerOwner owner, Instant expires, boolean keep) {
    static LeftPuller of(DaemonSetFacts set) {
        Map<String, String> said = set.annotations();
        PullerOwner owner = new PullerOwner(
                said.getOrDefault(PullerMark.OWNER_ID, ""),
                "",
                said.getOrDefault(PullerMark.OWNER, "nobody known"),
                said.getOrDefault(PullerMark.PROCESS, ""));
        return new LeftPuller(
                set.name(), set.uid(), owner, Meta.time(said.get(PullerMark.EXPIRES)), "true".equals(said.get(PullerMark.KEEP)));
    }

    /**
     * Why it may be removed; null while it may not. One that is alive, or of which that is not known, stays until it expires.
     *
     * @param ended whether an owner is known to be gone
     */
    String stale(Instant now, Predicate<PullerOwner> ended) {
        if (keep) {
            return null;
        }
        if (expires != null && now.isAfter(expires)) {
            return "it expired at " + expires;
        }
        return !owner.id().isEmpty() && ended.test(owner) ? owner.words() + " has ended without removing it" : null;
    }
}

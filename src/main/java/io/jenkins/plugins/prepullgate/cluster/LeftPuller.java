package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.rollout.DaemonSetFacts;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A puller of our own that was found in a namespace, by what its annotations say.
 *
 * @param name never null
 * @param uid never null
 * @param owner never null; without an id when nobody can be asked whether it is still needed
 * @param expires null when the puller does not say
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
     * Why the puller may be removed; null while it may not. As long as its owner may be alive it stays until it expires.
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

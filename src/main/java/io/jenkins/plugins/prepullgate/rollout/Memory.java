package io.jenkins.plugins.prepullgate.rollout;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What one assessment hands to the next. Immutable; the caller keeps it and asks nothing of it.
 *
 * @param startedAt when the wait began
 * @param pullerUid the puller that was judged last; empty before one was seen
 * @param sightings causes by key
 * @param pullErrors the last cause text of a failing pull by node and image, since older kubelets forget it during back-off
 * @param everEligible nodes that were counted at some time during the wait
 * @param everReady nodes that were ready with this puller
 * @param controlPlane protection of each control-plane node when it was first seen
 * @param bestScore the furthest the rollout has been
 * @param progressAt when it got there
 * @param atStart what was there when it began
 */
public record Memory(
        Instant startedAt,
        String pullerUid,
        Map<String, Sighting> sightings,
        Map<String, String> pullErrors,
        Set<String> everEligible,
        Set<String> everReady,
        Map<String, String> controlPlane,
        long bestScore,
        Instant progressAt,
        AtStart atStart) {
    public Memory {
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(pullerUid, "pullerUid");
        sightings = Map.copyOf(sightings);
        pullErrors = Map.copyOf(pullErrors);
        everEligible = NameSet.of(everEligible);
        everReady = NameSet.of(everReady);
        controlPlane = Map.copyOf(controlPlane);
        Objects.requireNonNull(progressAt, "progressAt");
        Objects.requireNonNull(atStart, "atStart");
    }

    /** The memory of a wait that begins now. */
    public static Memory startingAt(Instant now) {
        return new Memory(now, "", Map.of(), Map.of(), Set.of(), Set.of(), Map.of(), 0, now, AtStart.UNKNOWN);
    }

    /** The same, when more is known of the beginning. */
    Memory with(AtStart known) {
        return new Memory(startedAt, pullerUid, sightings, pullErrors, everEligible, everReady, controlPlane, bestScore, progressAt, known);
    }

    /** What is still worth knowing when another puller is judged from now on: nothing about pods, everything about the control plane. */
    Memory forPuller(String uid, Instant now) {
        return new Memory(startedAt, uid, Map.of(), Map.of(), Set.of(), Set.of(), controlPlane, 0, now, atStart);
    }
}

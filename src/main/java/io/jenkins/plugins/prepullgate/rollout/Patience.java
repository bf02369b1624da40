package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Duration;
import java.util.Objects;

/**
 * How long a conditional finding may still turn out to be nothing.
 *
 * @param showAfter it is not even shown before it has lasted this long
 * @param sightings so many attempts must have failed for the same cause
 * @param span and the first of them must be so long ago; null when it never becomes permanent
 */
public record Patience(Duration showAfter, int sightings, Duration span) {
    /**
     * A failed pull: the kubelet tries again after 10, 20, 40 s, so that three failures over a minute are its fourth try at most. Fewer than
     * that have been seen to recover by themselves (Krane #477, Skaffold #4851).
     */
    public static final Patience ATTEMPTS = new Patience(Duration.ZERO, 3, Duration.ofSeconds(60));

    /** Shown at once, and never a reason to give up by itself. */
    public static final Patience ENDLESS = new Patience(Duration.ZERO, 1, null);

    public Patience {
        Objects.requireNonNull(showAfter, "showAfter");
        if (sightings < 1) {
            throw new IllegalArgumentException("sightings must be at least 1, was " + sightings);
        }
    }

    /** What holds for a code unless the caller says otherwise. */
    public static Patience defaultOf(FindingCode code) {
        return switch (code) {
            case DS_NOT_FOUND -> lasting(0, 60);
            case DS_NOT_OBSERVED -> lasting(30, 60);
            // helm replaces a hook of the same name within 0.1 to 2.3 s (measured).
            case DS_DELETING -> lasting(3, 10);
            case NO_ELIGIBLE_NODES -> lasting(3, 15);
            case DESIRED_MISMATCH -> new Patience(Duration.ofSeconds(30), 1, null);
            // The controller's retries follow each other within seconds at first.
            case POD_CREATE_QUOTA, POD_CREATE_SERVICEACCOUNT, POD_CREATE_OTHER -> new Patience(Duration.ZERO, 3, Duration.ofSeconds(10));
            // Rebooting nodes and full nodes come back; the budget decides.
            case NODE_NOT_READY, NODE_UNREACHABLE, NODE_MEMORY_PRESSURE, NODE_NETWORK_UNAVAILABLE -> ENDLESS;
            // A long pull and a stuck one look alike.
            case PULL_STALLED, NODE_PULL_BLOCKED -> ENDLESS;
            // Somebody may scale it up again.
            case HUB_POD_MISSING -> ENDLESS;
            case NODE_DISK_PRESSURE -> ENDLESS;
            case UNSCHEDULABLE_TOO_MANY_PODS, UNSCHEDULABLE_RESOURCES, UNSCHEDULABLE_OTHER -> lasting(2, 300);
            case NOT_SCHEDULED_NO_CONDITION -> lasting(30, 120);
            case SANDBOX_FAILED, MOUNT, CREATE_CONTAINER -> lasting(60, 300);
            case CREATE_CONFIG, PULL_INSPECT -> lasting(0, 60);
            case INIT_EXIT_NONZERO, CRASH_LOOP -> new Patience(Duration.ZERO, 3, Duration.ofSeconds(20));
            // The images may come all the same; whether helm waits for them is not the prepull's verdict.
            case AWAITER_PENDING -> new Patience(Duration.ofSeconds(30), 1, null);
            case HELM_OPERATION_IN_PROGRESS -> lasting(0, 0);
            default -> ATTEMPTS;
        };
    }

    /** A state that is shown after {@code show} seconds and permanent after {@code permanent} seconds. */
    private static Patience lasting(long show, long permanent) {
        return new Patience(Duration.ofSeconds(show), 1, Duration.ofSeconds(permanent));
    }
}

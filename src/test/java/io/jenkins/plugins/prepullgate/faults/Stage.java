package io.jenkins.plugins.prepullgate.faults;

import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ClusterWatches;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.Gate;
import io.jenkins.plugins.prepullgate.gate.Wait;
import io.jenkins.plugins.prepullgate.gate.WaitListener;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.rollout.Patience;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What waits of schedules are held with.
 *
 * @param clock the time of {@code watches} and {@code gate}
 * @param speed how many seconds of that time pass in a real one
 * @param seen what is put between a wait and its source
 */
record Stage(ClusterWatches watches, Gate gate, InstantSource clock, int speed, UnaryOperator<RolloutSource> seen) {
    private static final List<FindingCode> HEARSAY = List.of(
            FindingCode.DS_NOT_FOUND,
            FindingCode.DS_NOT_OBSERVED,
            FindingCode.DS_DELETING,
            FindingCode.NO_ELIGIBLE_NODES,
            FindingCode.NOT_SCHEDULED_NO_CONDITION);

    static Stage ofRealTime(ClusterWatches watches, Gate gate) {
        return new Stage(watches, gate, InstantSource.system(), 1, UnaryOperator.identity());
    }

    /** A time of day that begins now and runs so much faster. */
    static InstantSource clock(int speed) {
        Instant made = Instant.now();
        long since = System.nanoTime();
        return () -> made.plusNanos(speed * (System.nanoTime() - since));
    }

    /** What real milliseconds are in this stage's time. */
    Duration lasting(long realMillis) {
        return Duration.ofMillis(speed * realMillis);
    }

    /** The default, but with real time for what depends on how soon changes are heard of: requests and connections are not faster than ever. */
    Policy policy() {
        Policy policy = Policy.DEFAULT.withBlindness(Policy.DEFAULT.blindness().multipliedBy(speed));
        for (FindingCode code : HEARSAY) {
            Patience usual = Patience.defaultOf(code);
            policy = policy.withPatience(
                    code, new Patience(usual.showAfter().multipliedBy(speed), usual.sightings(), usual.span().multipliedBy(speed)));
        }
        return policy;
    }

    Wait start(ClusterTarget target, WaitSpec spec, WaitListener listener) {
        return gate.start(seen.apply(watches.open(target, PullerQuery.hook(PlayedRollout.NAMESPACE))), spec, listener);
    }
}

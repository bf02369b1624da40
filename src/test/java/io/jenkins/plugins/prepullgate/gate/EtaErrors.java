package io.jenkins.plugins.prepullgate.gate;

import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How far the estimates of a recorded wait were from what happened: looked at every second, as somebody who watches would.
 *
 * @param estimated at each second with an estimate: what was said to be left, and what was
 * @param seconds how long the wait lasted
 */
public record EtaErrors(List<Estimate> estimated, long seconds) {
    /** What was said to be left, and what was. */
    public record Estimate(Duration said, Duration was) {
        double seconds() {
            return Math.abs(said.minus(was).toMillis()) / 1000.0;
        }

        /** Of what was left, at least a second. */
        double relative() {
            return seconds() / Math.max(1, was.toMillis() / 1000.0);
        }
    }

    private record Said(Instant at, Duration eta) {}

    /** Empty estimates for a wait that did not succeed: what was left is not known then. */
    public static EtaErrors of(Recording recording) {
        List<Said> said = new ArrayList<>();
        WaitListener listener = new WaitListener() {
            @Override
            public void changed(Assessment before, Assessment now) {
                heartbeat(now);
            }

            @Override
            public void heartbeat(Assessment now) {
                if (now.eta() != null && !now.verdict().terminal()) {
                    said.add(new Said(now.at(), now.eta()));
                }
            }

            @Override
            public void finished(WaitResult result) {
                // Its end is the replay's own result.
            }
        };
        WaitSpec spec = new WaitSpec(Policy.DEFAULT, recording.startedAt(), Duration.ofHours(1), Duration.ofSeconds(1));
        WaitResult result = Replay.run(recording, spec, listener);
        List<Estimate> estimates = result.success()
                ? said.stream().map(s -> new Estimate(s.eta(), Duration.between(s.at(), result.endedAt()))).toList()
                : List.of();
        return new EtaErrors(estimates, result.elapsed().toSeconds());
    }

    /** The middle of the errors, in seconds; -1 without an estimate. */
    public double medianSeconds() {
        return middle(estimated.stream().map(Estimate::seconds).sorted().toList());
    }

    /** The middle of the errors as a part of what was left; -1 without an estimate. */
    public double medianRelative() {
        return middle(estimated.stream().map(Estimate::relative).sorted().toList());
    }

    private static double middle(List<Double> sorted) {
        return sorted.isEmpty() ? -1 : sorted.get(sorted.size() / 2);
    }

    @Override
    public String toString() {
        return estimated.isEmpty()
                ? seconds + " s, no estimate"
                : String.format(Locale.ROOT, "%d s, %d estimates, median error %.1f s, %.0f %% of what was left", seconds, estimated.size(),
                        medianSeconds(), 100 * medianRelative());
    }
}

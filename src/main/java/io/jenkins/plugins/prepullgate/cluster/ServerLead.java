package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.rollout.ClockLead;
import java.time.InstantSource;

/** By how much our clock is ahead of an API server's: the same until it differs by more than the rounding and the way of an answer explain. */
final class ServerLead {
    private static final long JITTER_SECONDS = 10;

    private final InstantSource clock;
    private ServerTime.Reading from;
    /** Null as long as the server has said nothing. */
    private ClockLead known;

    /** @param clock ours; steady */
    ServerLead(InstantSource clock) {
        this.clock = clock;
    }

    /** After what the server has said last; null as long as it has said nothing. */
    synchronized ClockLead after(ServerTime time) {
        ServerTime.Reading last = time.last().orElse(from);
        if (last != null && last != from) {
            from = last;
            ClockLead lead = ClockLead.between(clock.instant(), last.now());
            known = known == null || Math.abs(lead.seconds() - known.seconds()) > JITTER_SECONDS ? lead : known;
        }
        return known;
    }
}

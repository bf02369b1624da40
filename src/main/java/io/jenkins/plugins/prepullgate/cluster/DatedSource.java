package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import io.jenkins.plugins.prepullgate.rollout.SharedSight;
import java.time.Duration;

/** What shared watches see, dated by the clock of one who waits. Both clocks are steady, so that they differ by the same for ever. */
final class DatedSource implements RolloutSource {
    private record Dated(RolloutView by, RolloutView view) {}

    private final RolloutSource watched;
    private final Duration ahead;
    private volatile Dated last;

    /** @param ahead by how much the clock of the one who waits shows more */
    DatedSource(RolloutSource watched, Duration ahead) {
        this.watched = watched;
        this.ahead = ahead;
    }

    @Override
    public RolloutView view() {
        RolloutView seen = watched.view();
        Dated made = last;
        if (made == null || made.by() != seen) {
            made = new Dated(seen, seen.datedLater(ahead));
            last = made;
        }
        return made.view();
    }

    @Override
    public SharedSight sight() {
        return watched.sight();
    }

    @Override
    public Subscription onChange(Runnable mark) {
        return watched.onChange(mark);
    }

    @Override
    public void close() {
        watched.close();
    }
}

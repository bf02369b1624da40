package io.jenkins.plugins.prepullgate.standalone.live;

import io.jenkins.plugins.prepullgate.gate.WaitListener;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** A time that begins at a given instant and passes faster or slower than time does. */
public final class PlayedTime implements InstantSource {
    private final Instant from;
    private final double speed;
    private final long begun = System.nanoTime();

    private PlayedTime(Instant from, double speed) {
        this.from = from;
        this.speed = speed;
    }

    /** @param speed more than zero; 1 for time itself */
    public static PlayedTime from(Instant from, double speed) {
        return new PlayedTime(from, speed);
    }

    @Override
    public Instant instant() {
        return from.plusNanos((long) ((System.nanoTime() - begun) * speed));
    }

    /** Blocks until it is so late. A thread that is interrupted goes on at once, and stays interrupted. */
    public void sleepUntil(Instant then) {
        long nanos = (long) (Duration.between(instant(), then).toNanos() / speed);
        if (nanos > 0) {
            try {
                TimeUnit.NANOSECONDS.sleep(nanos);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Hears everything at the time that it is of. */
    public WaitListener paced(WaitListener next) {
        return new WaitListener() {
            @Override
            public void changed(Assessment before, Assessment now) {
                sleepUntil(now.at());
                next.changed(before, now);
            }

            @Override
            public void heartbeat(Assessment now) {
                sleepUntil(now.at());
                next.heartbeat(now);
            }

            @Override
            public void finished(WaitResult result) {
                sleepUntil(result.endedAt());
                next.finished(result);
            }
        };
    }
}

package io.jenkins.plugins.prepullgate.standalone.live;

import io.jenkins.plugins.prepullgate.gate.WaitListener;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** Time that begins at a given instant and passes faster or slower than real time. */
public final class PlayedTime implements InstantSource {
    private final Instant from;
    private final double speed;
    /** Null while it stands still. */
    private volatile Long begun;

    private PlayedTime(Instant from, double speed) {
        this.from = from;
        this.speed = speed;
    }

    /** @param speed more than zero; 1 for real time */
    public static PlayedTime from(Instant from, double speed) {
        PlayedTime time = held(from, speed);
        time.begin();
        return time;
    }

    /** Time that stands still until {@link #begin()}. */
    public static PlayedTime held(Instant from, double speed) {
        return new PlayedTime(from, speed);
    }

    public void begin() {
        begun = System.nanoTime();
    }

    @Override
    public Instant instant() {
        Long since = begun;
        return since == null ? from : from.plusNanos((long) ((System.nanoTime() - since) * speed));
    }

    /** How long a span of this time lasts in real time; never negative. */
    public Duration lasts(Duration played) {
        return played.isNegative() ? Duration.ZERO : Duration.ofNanos((long) (played.toNanos() / speed));
    }

    /** Blocks until that moment. A thread that is interrupted goes on at once, and stays interrupted. */
    public void sleepUntil(Instant then) {
        try {
            TimeUnit.NANOSECONDS.sleep(lasts(Duration.between(instant(), then)).toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Delays every call to the moment that it tells of. */
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

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
    /** Null while it stands still. */
    private volatile Long begun;

    private PlayedTime(Instant from, double speed) {
        this.from = from;
        this.speed = speed;
    }

    /** @param speed more than zero; 1 for time itself */
    public static PlayedTime from(Instant from, double speed) {
        PlayedTime time = held(from, speed);
        time.begin();
        return time;
    }

    /** A time that stands still until it is told to {@link #begin()}. */
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

    /** How long a span of this time lasts for whoever waits for it; not less than nothing. */
    public Duration lasts(Duration played) {
        return played.isNegative() ? Duration.ZERO : Duration.ofNanos((long) (played.toNanos() / speed));
    }

    /** Blocks until it is so late. A thread that is interrupted goes on at once, and stays interrupted. */
    public void sleepUntil(Instant then) {
        try {
            TimeUnit.NANOSECONDS.sleep(lasts(Duration.between(instant(), then)).toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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

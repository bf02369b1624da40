package io.jenkins.plugins.prepullgate.hub;

import java.time.Duration;

/**
 * What staging has to be like.
 *
 * @param minRatio each size of staging's as a part of production's, from 0 to 1
 * @param maxStartup a start that takes longer is one that staging has to show; null for no such demand
 * @param fails whether what is wrong fails, or is told of
 */
public record ScaleSpec(double minRatio, Duration maxStartup, boolean fails) {
    public static final ScaleSpec DEFAULT = new ScaleSpec(0.8, Duration.ofMinutes(1), true);

    public ScaleSpec {
        if (!(minRatio >= 0 && minRatio <= 1)) {
            throw new IllegalArgumentException("the ratio must be from 0 to 1, was " + minRatio);
        }
    }
}

package io.jenkins.plugins.prepullgate.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Duration;
import java.time.Instant;
import org.junit.Test;

public class ScaleTest {
    private static final Instant NOW = Instant.parse("2018-01-26T20:00:00Z");

    private static ScaleFacts hub(String name, int users, int running, Integer routes, Integer startupSeconds) {
        return new ScaleFacts(name, "5.5.4", users, running, 0, 0, routes, startupSeconds == null ? null : Duration.ofSeconds(startupSeconds));
    }

    private static ScaleResult compare(ScaleFacts staging, ScaleFacts production) {
        return Scale.compare(staging, production, ScaleSpec.DEFAULT, NOW);
    }

    @Test
    public void anEmptyStagingDoesNotStandForProduction() {
        ScaleResult result = compare(hub("staging", 12, 1, 1, 2), hub("production", 5000, 500, 500, 190));
        assertThat(result.findings()).extracting(Finding::code).containsExactly(FindingCode.HUB_SCALE_DRIFT, FindingCode.HUB_STARTUP_HIDDEN);
        assertThat(result.passed()).isFalse();
        assertThat(result.summary())
                .isEqualTo("staging is smaller than 80% of production: 12 of 5000 users, 1 of 500 users with servers, 1 of 500 routes");
        assertThat(result.findings().get(1).summary())
                .isEqualTo("staging starts in 2s and would not have shown that production takes 3m10s, more than 1m");
    }

    @Test
    public void aStagingOfTheSameSizePasses() {
        ScaleResult result = compare(hub("staging", 4100, 400, 400, 150), hub("production", 5000, 500, 500, 190));
        assertThat(result.findings()).isEmpty();
        assertThat(result.passing()).isEqualTo("staging is as large as it has to be to stand for production");
    }

    @Test
    public void productionsStartIsEstimatedWhereItIsNotKnown() {
        ScaleResult hidden = compare(hub("staging", 5000, 400, null, 50), hub("production", 5000, 500, null, null));
        assertThat(hidden.findings()).extracting(Finding::summary)
                .containsExactly("staging starts in 50s and would not have shown that production may take 1m2s, more than 1m");
        assertThat(compare(hub("staging", 5000, 400, null, 10), hub("production", 5000, 500, null, null)).findings()).isEmpty();
    }

    @Test
    public void aSlowStagingHidesNothing() {
        assertThat(compare(hub("staging", 5000, 500, 500, 61), hub("production", 5000, 500, 500, 300)).findings()).isEmpty();
    }

    @Test
    public void aProductionInWhichNobodyWorksAsksForNothing() {
        assertThat(compare(hub("staging", 5000, 0, 0, 1), hub("production", 5000, 0, 0, 1)).findings()).isEmpty();
    }

    @Test
    public void askedToWarnItPassesAndSaysTheSame() {
        ScaleResult result = Scale.compare(hub("staging", 1, 0, 0, 1), hub("production", 100, 10, 10, 1), new ScaleSpec(0.5, null, false), NOW);
        assertThat(result.passed()).isTrue();
        assertThat(result.findings()).extracting(Finding::code).containsExactly(FindingCode.HUB_SCALE_DRIFT);
        assertThat(result.passing()).isEqualTo("staging is compared with production");
    }
}

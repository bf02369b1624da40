package io.jenkins.plugins.prepullgate.steps;

import hudson.AbortException;
import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.hub.HubClient;
import io.jenkins.plugins.prepullgate.hub.HubResult;
import io.jenkins.plugins.prepullgate.hub.Scale;
import io.jenkins.plugins.prepullgate.hub.ScaleFacts;
import io.jenkins.plugins.prepullgate.hub.ScaleSpec;

/** What a {@code verifyHubScale} was asked for. */
final class HubScaleRequest extends HubRequest {
    private static final long serialVersionUID = 1L;

    private final HubAddress production;
    private final String minRatio;
    private final String maxStartup;
    private final boolean failing;

    HubScaleRequest(VerifyHubScaleStep step) {
        super(step.address());
        production = new HubAddress(step.getProductionUrl(), step.getProductionCredentialsId(), step.getProductionCaCertificate());
        minRatio = step.getMinRatio();
        maxStartup = step.getMaxStartup();
        failing = step.isFailing();
    }

    @Override
    String step() {
        return "verifyHubScale";
    }

    @Override
    void checkRest() throws AbortException {
        production.check("productionUrl", "productionCredentialsId");
        spec();
    }

    private ScaleSpec spec() {
        if (!minRatio.matches("[01](\\.\\d{1,6})?")) {
            throw new IllegalArgumentException("minRatio: '" + minRatio + "' is no part of 1 such as 0.8");
        }
        return new ScaleSpec(Double.parseDouble(minRatio), Durations.parse("maxStartup", maxStartup), failing);
    }

    @Override
    HubResult work(HubClient client, HubStepRun run) throws Exception {
        try (HubClient other = HubClient.connect(run.target(production))) {
            ScaleFacts staging = ScaleFacts.measure(client, run.clock());
            return Scale.compare(staging, ScaleFacts.measure(other, run.clock()), spec(), run.now());
        }
    }
}

package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.hub.HubClient;
import io.jenkins.plugins.prepullgate.hub.HubProgress;
import io.jenkins.plugins.prepullgate.hub.HubResult;
import io.jenkins.plugins.prepullgate.hub.HubTarget;
import io.jenkins.plugins.prepullgate.hub.Scale;
import io.jenkins.plugins.prepullgate.hub.ScaleFacts;
import io.jenkins.plugins.prepullgate.hub.ScaleSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code prepull-gate hub scale}: whether staging is large enough to show what production would do. */
@Command(
        name = "scale",
        mixinStandardHelpOptions = true,
        versionProvider = PrepullGateCommand.Version.class,
        description = "Compares a staging hub with production: users, servers, routes, version, and how long they took to start.")
final class HubScaleCommand implements Callable<Integer> {
    @Mixin
    private HubOptions staging;

    @Option(names = "--production-url", paramLabel = "URL", required = true, description = "Production's public address.")
    private String productionUrl;

    @Option(
            names = "--production-token-file",
            paramLabel = "FILE",
            required = true,
            description = "A file with an API token of production's hub, which is only read from.")
    private Path productionTokenFile;

    @Option(names = "--production-ca", paramLabel = "FILE.pem", description = "Certificates to trust instead of the usual ones.")
    private Path productionCa;

    @Option(
            names = "--min-ratio",
            paramLabel = "RATIO",
            defaultValue = "0.8",
            description = "The part of production's users, users with servers, and routes that staging must have. Default: ${DEFAULT-VALUE}.")
    private double minRatio;

    @Option(
            names = "--max-startup",
            paramLabel = "DURATION",
            defaultValue = "1m",
            description = "When production takes longer than this to start, staging has to show it, too. Default: ${DEFAULT-VALUE}.")
    private String maxStartup;

    @Option(names = "--warn", description = "Say what is wrong, but exit with 0 all the same.")
    private boolean warn;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws ConnectionException {
        output.check();
        ScaleSpec spec = spec();
        HubTarget production = HubOptions.target("production-", productionUrl, productionTokenFile, productionCa);
        HubTarget target = staging.target();
        if (target.url().equals(production.url())) {
            throw new UsageException("--production-url: '" + production.displayName() + "' is staging itself");
        }
        try (HubClient here = HubClient.connect(target);
                HubClient there = HubClient.connect(production)) {
            return new HubRun(output).run(progress -> compare(here, there, spec, progress));
        }
    }

    private static HubResult compare(HubClient here, HubClient there, ScaleSpec spec, Consumer<HubProgress> progress)
            throws InterruptedException, ConnectionException {
        InstantSource clock = InstantSource.system();
        progress.accept(new HubProgress("reading staging", 0, 0, "", Duration.ZERO, null, null));
        ScaleFacts staging = ScaleFacts.measure(here, clock);
        progress.accept(new HubProgress("reading production", 0, 0, "", Duration.ZERO, null, null));
        return Scale.compare(staging, ScaleFacts.measure(there, clock), spec, clock.instant());
    }

    private ScaleSpec spec() {
        try {
            return new ScaleSpec(minRatio, Values.duration("--max-startup", maxStartup), !warn);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--min-ratio: " + e.getMessage());
        }
    }
}

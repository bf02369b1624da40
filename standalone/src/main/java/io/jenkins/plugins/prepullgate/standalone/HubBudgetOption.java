package io.jenkins.plugins.prepullgate.standalone;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a job that changes a hub's users may take. */
final class HubBudgetOption {
    private static final String NAME = "--budget";

    @Option(names = NAME, paramLabel = "DURATION", defaultValue = "30m", description = "How long all of it may take. Default: ${DEFAULT-VALUE}.")
    private String budget;

    /** @throws UsageException when it is malformed */
    Duration value() {
        return Values.duration(NAME, budget);
    }
}

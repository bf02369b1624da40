package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.hub.HubClient;
import io.jenkins.plugins.prepullgate.hub.HubTarget;
import io.jenkins.plugins.prepullgate.hub.SeedSpec;
import io.jenkins.plugins.prepullgate.hub.Seeder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code prepull-gate hub seed}: gives staging as many users as production has. */
@Command(
        name = "seed",
        mixinStandardHelpOptions = true,
        versionProvider = PrepullGateCommand.Version.class,
        description = "Creates recognisable users on a staging hub, in batches that leave the hub time for others, or removes them again. Run "
                + "again, it creates nothing twice, and goes on where it was interrupted.")
final class HubSeedCommand implements Callable<Integer> {
    @Mixin
    private HubOptions hub;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many seeded users there are to be, including those that are there already.")
    private int users;

    @Option(
            names = "--servers",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many of them, counted from the first, get a running server: 50, or 10%%. Default: none.")
    private String servers;

    @Option(
            names = "--prefix",
            paramLabel = "PREFIX",
            defaultValue = SeedSpec.DEFAULT_PREFIX,
            description = "Their names are this prefix and five digits. Default: ${DEFAULT-VALUE}.")
    private String prefix;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "At most this many users per second. Default: as fast as the hub can take it.")
    private int rate;

    @Mixin
    private HubBudgetOption budget;

    @Option(names = "--remove", description = "Remove every user with such a name, and the servers of these users.")
    private boolean remove;

    @Option(names = "--even-production", description = "Go ahead even if the hub looks like production; --confirm has to name it.")
    private boolean evenProduction;

    @Option(
            names = "--confirm",
            paramLabel = "HOST",
            description = "The hub's host (and port, if it has one), to confirm --even-production.")
    private String confirm;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws ConnectionException {
        output.check();
        HubTarget target = hub.target();
        SeedSpec spec = spec();
        Duration time = budget.value();
        if (!remove && users == 0) {
            throw new UsageException("--users is missing, or 0: how many there are to be; --remove removes them");
        }
        if (remove && (users > 0 || !servers.equals("0"))) {
            throw new UsageException("--remove removes all of them: it goes with neither --users nor --servers");
        }
        if (evenProduction && !target.displayName().equals(confirm)) {
            String word = confirm == null ? "" : confirm;
            throw new UsageException("--confirm: '" + word + "' is not " + target.displayName() + ", which has to confirm --even-production");
        }
        InstantSource clock = InstantSource.system();
        try (HubClient client = HubClient.connect(target)) {
            return new HubRun(output).run(progress -> remove
                    ? Seeder.remove(client, spec, time, clock, progress)
                    : Seeder.seed(client, spec, time, clock, progress));
        }
    }

    private SeedSpec spec() {
        try {
            return new SeedSpec(prefix, users, Values.tolerance("--servers", servers).of(users), rate, SeedSpec.BLOCK, evenProduction);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }
}

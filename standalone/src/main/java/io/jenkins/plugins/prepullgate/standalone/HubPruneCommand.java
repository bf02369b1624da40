package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.hub.BackupStore;
import io.jenkins.plugins.prepullgate.hub.HubClient;
import io.jenkins.plugins.prepullgate.hub.PruneSpec;
import io.jenkins.plugins.prepullgate.hub.Pruner;
import io.jenkins.plugins.prepullgate.hub.UserAge;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code prepull-gate hub prune}: deletes users who have not been active for a long time. */
@Command(
        name = "prune",
        mixinStandardHelpOptions = true,
        versionProvider = PrepullGateCommand.Version.class,
        description = "Counts the users of a JupyterHub who have no server, are not administrators, and have not been active since a date. "
                + "With --delete it writes a backup and deletes them, checking each one again first.")
final class HubPruneCommand implements Callable<Integer> {
    @Mixin
    private HubOptions hub;

    @Option(
            names = "--inactive-since",
            paramLabel = "DATE",
            required = true,
            description = "Users not active since then: 2026-01-01 (UTC), or an age such as 90d. For a user who was never active, the day of "
                    + "creation counts.")
    private String inactiveSince;

    @Option(names = "--delete", description = "Delete them. Default: only count.")
    private boolean delete;

    @Option(names = "--backup", paramLabel = "FILE.json", description = "Where the backup goes, with --delete: a file that does not exist yet.")
    private Path backup;

    @Option(names = "--at-most", paramLabel = "N", description = "Delete nobody if there are more than this. Default: no limit.")
    private Integer atMost;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "At most this many users per second. Default: as fast as the hub can take it.")
    private int rate;

    @Mixin
    private HubBudgetOption budget;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws ConnectionException {
        output.check();
        InstantSource clock = InstantSource.system();
        PruneSpec spec = Values.read(() -> new PruneSpec(
                UserAge.parse("--inactive-since", inactiveSince, clock.instant()),
                delete,
                atMost == null ? Integer.MAX_VALUE : atMost,
                rate,
                budget.value()));
        if (delete && backup == null) {
            throw new UsageException("--delete needs --backup FILE.json, which those who are deleted are written to first");
        }
        if (backup != null) {
            Values.output("--backup", backup, ".json");
            if (Files.exists(backup)) {
                throw new UsageException("--backup: '" + backup + "' exists already, and a backup is never written over");
            }
        }
        try (HubClient client = HubClient.connect(hub.target())) {
            return new HubRun(output).run(progress -> Pruner.run(client, spec, BackupStore.file(backup), clock, progress));
        }
    }
}

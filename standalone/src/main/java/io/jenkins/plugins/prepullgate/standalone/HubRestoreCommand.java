package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.FileFault;
import io.jenkins.plugins.prepullgate.hub.HubClient;
import io.jenkins.plugins.prepullgate.hub.Restorer;
import io.jenkins.plugins.prepullgate.hub.UserBackup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code prepull-gate hub restore}: undoes a prune. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        versionProvider = PrepullGateCommand.Version.class,
        description = "Creates the users in a backup of 'hub prune' again, with their groups and last activity. Tokens, login state, shares and "
                + "the day of creation cannot be restored.")
final class HubRestoreCommand implements Callable<Integer> {
    @Mixin
    private HubOptions hub;

    @Parameters(paramLabel = "FILE.json", description = "The backup.")
    private Path file;

    @Mixin
    private HubBudgetOption budget;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws ConnectionException {
        output.check();
        UserBackup backup = backup();
        Duration time = budget.value();
        try (HubClient client = HubClient.connect(hub.target())) {
            return new HubRun(output).run(progress -> Restorer.run(client, backup, time, InstantSource.system(), progress));
        }
    }

    private UserBackup backup() {
        try {
            return UserBackup.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UsageException("'" + file + "' cannot be read: " + FileFault.words(e));
        } catch (IllegalArgumentException e) {
            throw new UsageException("'" + file + "' " + e.getMessage());
        }
    }
}

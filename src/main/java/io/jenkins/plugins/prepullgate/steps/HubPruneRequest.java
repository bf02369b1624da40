package io.jenkins.plugins.prepullgate.steps;

import hudson.FilePath;
import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.hub.HubClient;
import io.jenkins.plugins.prepullgate.hub.HubResult;
import io.jenkins.plugins.prepullgate.hub.PruneSpec;
import io.jenkins.plugins.prepullgate.hub.Pruner;
import io.jenkins.plugins.prepullgate.hub.UserAge;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** What a {@code pruneHubUsers} was asked for. */
final class HubPruneRequest extends HubRequest {
    private static final long serialVersionUID = 1L;

    private final String inactiveSince;
    private final boolean delete;
    private final String backup;
    private final int atMost;
    private final int rate;
    private final String budget;

    HubPruneRequest(PruneHubUsersStep step) {
        super(step.address());
        inactiveSince = step.getInactiveSince();
        delete = step.isDelete();
        backup = step.getBackup();
        atMost = step.getAtMost();
        rate = step.getRate();
        budget = step.getBudget();
    }

    @Override
    String step() {
        return "pruneHubUsers";
    }

    @Override
    void checkRest() {
        spec(Instant.now(), Durations.parse("budget", budget));
        if (!backup.endsWith(".json")) {
            throw new IllegalArgumentException("backup: '" + backup + "' does not end in .json");
        }
    }

    private PruneSpec spec(Instant now, Duration left) {
        return new PruneSpec(UserAge.parse("inactiveSince", inactiveSince, now), delete, atMost, rate, left);
    }

    @Override
    HubResult work(HubClient client, HubStepRun run) throws Exception {
        Duration left = run.left(Durations.parse("budget", budget));
        return Pruner.run(client, spec(run.now(), left), text -> keep(run, text), run.clock(), run::tell);
    }

    private String keep(HubStepRun run, String text) throws IOException, InterruptedException {
        FilePath folder = run.context().get(FilePath.class);
        if (folder == null) {
            throw new IOException("backup: '" + backup + "' is a file of an agent, and the step runs on none; put it into node { }");
        }
        return folder.act(new BackupFile(backup, text, run.resumed()));
    }
}

package io.jenkins.plugins.prepullgate.steps;

import hudson.Util;
import io.jenkins.plugins.prepullgate.gate.Choices;
import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.hub.HubClient;
import io.jenkins.plugins.prepullgate.hub.HubResult;
import io.jenkins.plugins.prepullgate.hub.SeedSpec;
import io.jenkins.plugins.prepullgate.hub.Seeder;
import java.net.URI;
import java.time.Duration;

/** What a {@code seedHubUsers} was asked for. */
final class HubSeedRequest extends HubRequest {
    private static final long serialVersionUID = 1L;

    private final int users;
    private final String servers;
    private final String prefix;
    private final int rate;
    private final boolean remove;
    private final String evenProduction;
    private final String budget;

    HubSeedRequest(SeedHubUsersStep step) {
        super(step.address());
        users = step.getUsers();
        servers = step.getServers();
        prefix = step.getPrefix();
        rate = step.getRate();
        remove = step.isRemove();
        evenProduction = Util.fixNull(step.getEvenProduction());
        budget = step.getBudget();
    }

    @Override
    String step() {
        return "seedHubUsers";
    }

    @Override
    void checkRest() {
        Durations.parse("budget", budget);
        if (remove == users > 0) {
            throw new IllegalArgumentException("users: give how many there are to be, or remove: true to remove all of them");
        }
        String host = URI.create(address().url()).getRawAuthority();
        if (!evenProduction.isEmpty() && !evenProduction.equals(host)) {
            throw new IllegalArgumentException("evenProduction: '" + evenProduction + "' is not " + host + "; it has to name the hub's host");
        }
        spec();
    }

    private SeedSpec spec() {
        return new SeedSpec(prefix, users, Choices.tolerance("servers", servers).of(users), rate, SeedSpec.BLOCK, !evenProduction.isEmpty());
    }

    @Override
    HubResult work(HubClient client, HubStepRun run) throws Exception {
        Duration left = run.left(Durations.parse("budget", budget));
        return remove
                ? Seeder.remove(client, spec(), left, run.clock(), run::tell)
                : Seeder.seed(client, spec(), left, run.clock(), run::tell);
    }
}

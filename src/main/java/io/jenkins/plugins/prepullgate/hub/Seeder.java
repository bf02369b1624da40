package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Creates recognisable users on a staging hub, or takes exactly those away again. What is there already is left alone, so a seeding that broke off goes
 * on with the next run.
 */
public final class Seeder {
    private final SeedSpec spec;
    private final InstantSource clock;
    private final Teller teller;
    private final Budget budget;
    private final HubApi api;
    private final Pace pace;

    private HubChanges changes;

    private Seeder(HubClient client, SeedSpec spec, Duration budget, InstantSource clock, Consumer<HubProgress> listener) {
        this.spec = spec;
        this.clock = clock;
        this.budget = new Budget(budget);
        this.api = new HubApi(client, this.budget);
        this.changes = new HubChanges(api, "the hub took none of them");
        this.pace = new Pace(spec.perSecond(), this.budget);
        this.teller = new Teller(this.budget, listener);
    }

    /**
     * Creates what is missing. A hub that looks like production is left alone unless {@link SeedSpec#evenProduction()}.
     *
     * @param budget for all of it
     * @param listener hears of progress about once a second, on the caller's thread
     * @throws ConnectionException when nothing at all can be done
     * @throws InterruptedException at once when the caller is interrupted; what has been created stays
     */
    public static SeedResult seed(HubClient client, SeedSpec spec, Duration budget, InstantSource clock, Consumer<HubProgress> listener)
            throws InterruptedException, ConnectionException {
        return new Seeder(client, spec, budget, clock, listener).seed();
    }

    /** Removes every user whose name is a seeded one's, their servers with them; as {@link #seed} otherwise. Where people work does not matter here. */
    public static SeedResult remove(HubClient client, SeedSpec spec, Duration budget, InstantSource clock, Consumer<HubProgress> listener)
            throws InterruptedException, ConnectionException {
        return new Seeder(client, spec, budget, clock, listener).remove();
    }

    private SeedResult seed() throws InterruptedException, ConnectionException {
        List<HubUser> users = api.users();
        Optional<Finding> production = spec.evenProduction() ? Optional.empty() : ProductionSigns.of(users, spec, hub(), clock.instant());
        Set<String> there = new HashSet<>();
        users.forEach(user -> there.add(user.name()));
        Deque<String> missing = new ArrayDeque<>(spec.names().filter(name -> !there.contains(name)).toList());
        int wanted = missing.size();
        int before = spec.users() - wanted;
        if (production.isPresent()) {
            return result(false, spec.users(), before, 0, 0, List.of(production.get()));
        }
        int created = new UserCreation(changes, budget, pace, spec.block(), teller::tell).create(missing);
        int servers = 0;
        if (missing.isEmpty() && spec.servers() > 0) {
            Set<String> running = new HashSet<>();
            users.stream().filter(user -> !user.servers().isEmpty()).forEach(user -> running.add(user.name()));
            changes = new HubChanges(api, "some of them do not become ready");
            ServerStarter starter = new ServerStarter(api, changes, budget, pace, teller::tell);
            List<String> stopped = spec.names().limit(spec.servers()).filter(name -> !running.contains(name)).toList();
            servers = starter.start(stopped);
            return result(false, spec.users(), before, created, servers, incomplete(servers < stopped.size(), servers + " of " + stopped.size() + " servers were started"));
        }
        return result(false, spec.users(), before, created, servers, incomplete(!missing.isEmpty(), created + " of " + wanted + " missing users were created"));
    }

    private SeedResult remove() throws InterruptedException, ConnectionException {
        List<String> ours = api.users().stream().map(HubUser::name).filter(spec::ours).toList();
        Deque<String> left = new ArrayDeque<>(ours);
        int removed = 0;
        while (!left.isEmpty() && goOn()) {
            String name = left.poll();
            // 404: somebody else was quicker.
            Optional<HubAnswer> answer =
                    changes.change("DELETE", "api/users/" + HubApi.encoded(name), null, HttpURLConnection.HTTP_NO_CONTENT, HttpURLConnection.HTTP_NOT_FOUND);
            if (answer.isEmpty()) {
                // Its server may still be stopping: it comes again after the others.
                left.add(name);
                continue;
            }
            removed += answer.get().status() == HttpURLConnection.HTTP_NO_CONTENT ? 1 : 0;
            teller.tell("users removed", ours.size() - left.size(), ours.size(), "");
            pace.after(1, answer.get().took());
        }
        return result(true, ours.size(), 0, removed, 0, incomplete(!left.isEmpty(), (ours.size() - left.size()) + " of " + ours.size() + " users were removed"));
    }

    private boolean goOn() {
        return changes.goOn() && !budget.spent();
    }

    private List<Finding> incomplete(boolean is, String counts) {
        if (!is) {
            return List.of();
        }
        boolean time = budget.spent();
        String why = time ? "the budget ran out" : changes.trouble();
        return List.of(new Finding(FindingCode.HUB_SEED_INCOMPLETE, time ? FindingClass.BUDGET : FindingClass.PERMANENT, counts + ": " + why,
                List.of(), List.of(), new ArrayList<>(), "run it again: it goes on where it stopped"));
    }

    private String hub() {
        return api.target().displayName();
    }

    private SeedResult result(boolean removal, int wanted, int before, int done, int servers, List<Finding> findings) {
        return new SeedResult(hub(), clock.instant(), removal, wanted, before, done, servers, budget.elapsed(), pace.longest(), findings);
    }
}

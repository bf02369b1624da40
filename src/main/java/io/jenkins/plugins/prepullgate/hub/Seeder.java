package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Creates recognisable users on a staging hub, or takes exactly those away again. Users that exist already are left alone, so the next run goes on
 * where one broke off.
 */
public final class Seeder {
    private final SeedSpec spec;
    private final InstantSource clock;
    private final Teller teller;
    private final Budget budget;
    private final HubApi api;
    private final Pace pace;
    private final HubChanges changes;

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

    /**
     * Removes every user whose name is that of a seeded one, with their servers; also from a hub that looks like production. Otherwise as
     * {@link #seed}.
     */
    public static SeedResult remove(HubClient client, SeedSpec spec, Duration budget, InstantSource clock, Consumer<HubProgress> listener)
            throws InterruptedException, ConnectionException {
        return new Seeder(client, spec, budget, clock, listener).remove();
    }

    private SeedResult seed() throws InterruptedException, ConnectionException {
        List<HubUser> users = api.users();
        Optional<Finding> production = spec.evenProduction() ? Optional.empty() : ProductionSigns.of(users, spec, hub(), clock.instant());
        Set<String> there = users.stream().map(HubUser::name).collect(Collectors.toSet());
        Deque<String> missing = new ArrayDeque<>(spec.names().filter(name -> !there.contains(name)).toList());
        int wanted = missing.size();
        int before = spec.users() - wanted;
        if (production.isPresent()) {
            return result(false, spec.users(), before, 0, 0, List.of(production.get()));
        }
        int created = new UserCreation(changes, budget, pace, spec.block(), teller).create(missing);
        if (!missing.isEmpty()) {
            return result(false, spec.users(), before, created, 0, unfinished(created + " of " + wanted + " missing users were created", changes));
        }
        List<String> stopped = withoutServer(users);
        HubChanges starts = new HubChanges(api, "some of them do not become ready");
        int servers = stopped.isEmpty() ? 0 : new ServerStarter(api, starts, budget, pace, teller).start(stopped);
        List<Finding> findings =
                servers < stopped.size() ? unfinished(servers + " of " + stopped.size() + " servers were started", starts) : List.of();
        return result(false, spec.users(), before, created, servers, findings);
    }

    /** Those who are to have a running server and have none yet. */
    private List<String> withoutServer(List<HubUser> users) {
        Set<String> running = users.stream().filter(user -> !user.servers().isEmpty()).map(HubUser::name).collect(Collectors.toSet());
        return spec.names().limit(spec.servers()).filter(name -> !running.contains(name)).toList();
    }

    private SeedResult remove() throws InterruptedException, ConnectionException {
        List<String> ours = api.users().stream().map(HubUser::name).filter(spec::ours).toList();
        Deque<String> left = new ArrayDeque<>(ours);
        int removed = 0;
        while (!left.isEmpty() && changes.goOn() && !budget.spent()) {
            String name = left.poll();
            Optional<HubAnswer> answer = changes.deleteUser(name);
            if (answer.isEmpty()) {
                // The user's server may still be stopping: try again after the others.
                left.add(name);
                continue;
            }
            removed += answer.get().status() == HttpURLConnection.HTTP_NO_CONTENT ? 1 : 0;
            teller.tell("users removed", ours.size() - left.size(), ours.size(), "");
            pace.after(1, answer.get().took());
        }
        String counts = (ours.size() - left.size()) + " of " + ours.size() + " users were removed";
        return result(true, ours.size(), 0, removed, 0, left.isEmpty() ? List.of() : unfinished(counts, changes));
    }

    private List<Finding> unfinished(String counts, HubChanges failing) {
        return List.of(Unfinished.of(FindingCode.HUB_SEED_INCOMPLETE, counts, budget, failing, "run it again: it goes on where it stopped"));
    }

    private String hub() {
        return api.target().displayName();
    }

    private SeedResult result(boolean removal, int wanted, int before, int done, int servers, List<Finding> findings) {
        return new SeedResult(hub(), clock.instant(), removal, wanted, before, done, servers, budget.elapsed(), pace.longest(), findings);
    }
}

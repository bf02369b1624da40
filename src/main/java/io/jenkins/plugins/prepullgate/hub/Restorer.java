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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Creates the users of a backup again, with their groups and their last activity. Users who are there already are left as they are. */
public final class Restorer {
    private final InstantSource clock;
    private final Budget budget;
    private final HubApi api;
    private final HubChanges changes;
    private final Pace pace;
    private final Teller teller;

    private Restorer(HubClient client, Duration budget, InstantSource clock, Consumer<HubProgress> listener) {
        this.clock = clock;
        this.budget = new Budget(budget);
        this.api = new HubApi(client, this.budget);
        this.changes = new HubChanges(api, "the hub created none of them");
        this.pace = new Pace(0, this.budget);
        this.teller = new Teller(this.budget, listener);
    }

    /**
     * Restores the users. A second run goes on where the first one stopped.
     *
     * @throws ConnectionException when nothing at all can be done, or the token may not
     * @throws InterruptedException at once when the caller is interrupted; who has been created stays
     */
    public static RestoreResult run(HubClient client, UserBackup backup, Duration budget, InstantSource clock, Consumer<HubProgress> listener)
            throws InterruptedException, ConnectionException {
        return new Restorer(client, budget, clock, listener).run(backup);
    }

    private RestoreResult run(UserBackup backup) throws InterruptedException, ConnectionException {
        Map<String, HubUser> there = api.users().stream().collect(Collectors.toMap(HubUser::name, user -> user));
        List<HubUser> missing = backup.users().stream().filter(user -> !there.containsKey(user.name())).toList();
        Deque<String> names = new ArrayDeque<>(missing.stream().map(HubUser::name).toList());
        int before = backup.users().size() - missing.size();
        int created = new UserCreation(changes, budget, pace, SeedSpec.BLOCK, teller).create(names);
        Set<String> failed = Set.copyOf(names);
        // Also those whom an earlier run created before it broke off: they have neither groups nor activity yet.
        List<HubUser> present = backup.users().stream()
                .filter(user -> !failed.contains(user.name()) && bare(there.get(user.name())))
                .toList();
        int groups = groups(present);
        int active = activity(present);
        boolean whole = failed.isEmpty() && changes.goOn() && !budget.spent();
        return new RestoreResult(
                api.target().displayName(),
                clock.instant(),
                backup.users().size(),
                before,
                created,
                groups,
                active,
                budget.elapsed(),
                whole ? List.of() : List.of(unfinished(created, missing.size())));
    }

    /** Whether the user is new: a user that was there and has been active keeps what they have. */
    private static boolean bare(HubUser user) {
        return user == null || user.lastActivity() == null;
    }

    private int groups(List<HubUser> users) throws InterruptedException, ConnectionException {
        Map<String, Set<String>> members = new TreeMap<>();
        users.forEach(user -> user.groups().forEach(group -> members.computeIfAbsent(group, name -> new TreeSet<>()).add(user.name())));
        int done = 0;
        for (Map.Entry<String, Set<String>> group : members.entrySet()) {
            if (filled(group.getKey(), group.getValue())) {
                done++;
            }
            teller.tell("groups filled", done, members.size(), "");
        }
        return done;
    }

    private boolean filled(String group, Set<String> members) throws InterruptedException, ConnectionException {
        String path = "api/groups/" + HubApi.encoded(group);
        Map<String, Object> body = Map.of("users", List.copyOf(members));
        // 409: the group is there.
        return post(path, Map.of(), HttpURLConnection.HTTP_CREATED, HttpURLConnection.HTTP_CONFLICT)
                && post(path + "/users", body, HttpURLConnection.HTTP_OK, HttpURLConnection.HTTP_CREATED);
    }

    private int activity(List<HubUser> users) throws InterruptedException, ConnectionException {
        List<HubUser> known = users.stream().filter(user -> user.lastActivity() != null).toList();
        int done = 0;
        for (HubUser user : known) {
            String path = "api/users/" + HubApi.encoded(user.name()) + "/activity";
            Map<String, Object> body = Map.of("last_activity", user.lastActivity().toString());
            if (post(path, body, HttpURLConnection.HTTP_OK, HttpURLConnection.HTTP_NO_CONTENT)) {
                done++;
            }
            teller.tell("activities set", done, known.size(), "");
        }
        return done;
    }

    /**
     * Posts again and again until it succeeds, the hub fails too often, or the budget ends.
     *
     * @return whether it succeeded
     */
    private boolean post(String path, Object body, int... expected) throws InterruptedException, ConnectionException {
        while (changes.goOn() && !budget.spent()) {
            Optional<HubAnswer> answer = changes.change("POST", path, body, expected);
            if (answer.isPresent()) {
                pace.after(1, answer.get().took());
                return true;
            }
        }
        return false;
    }

    private Finding unfinished(int created, int wanted) {
        String counts = created + " of " + wanted + " missing users were created";
        return Unfinished.of(FindingCode.HUB_RESTORE_INCOMPLETE, counts, budget, changes, "run it again: it goes on where it stopped");
    }
}

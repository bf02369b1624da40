package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Deletes users who have not been seen for long, so that a hub has fewer to look at. Counts only, unless told otherwise; writes a backup before the first
 * is deleted; looks at each once more just before. Whoever is not reached is a candidate of the next run.
 */
public final class Pruner {
    private final PruneSpec spec;
    private final BackupStore store;
    private final InstantSource clock;
    private final Budget budget;
    private final HubApi api;
    private final HubChanges changes;
    private final Pace pace;
    private final Teller teller;
    private final Set<String> gone = new HashSet<>();
    private int kept;
    private String backup = "";

    private Pruner(HubClient client, PruneSpec spec, BackupStore store, InstantSource clock, Consumer<HubProgress> listener) {
        this.spec = spec;
        this.store = store;
        this.clock = clock;
        this.budget = new Budget(spec.budget());
        this.api = new HubApi(client, budget);
        this.changes = new HubChanges(api, "the hub deleted none of them");
        this.pace = new Pace(spec.perSecond(), budget);
        this.teller = new Teller(budget, listener);
    }

    /**
     * Counts, and deletes if that is asked for.
     *
     * @param store where the backup goes; not used for a count only
     * @param listener hears of progress about once a second, on the caller's thread
     * @throws ConnectionException when nothing at all can be done, or the token may not see what decides
     * @throws InterruptedException at once when the caller is interrupted; who has been deleted is in the backup
     */
    public static PruneResult run(HubClient client, PruneSpec spec, BackupStore store, InstantSource clock, Consumer<HubProgress> listener)
            throws InterruptedException, ConnectionException {
        return new Pruner(client, spec, store, clock, listener).run();
    }

    private PruneResult run() throws InterruptedException, ConnectionException {
        List<HubUser> users = api.users();
        if (users.stream().anyMatch(user -> !user.whole())) {
            throw new ConnectionException(Kind.FORBIDDEN, "hub " + api.target().displayName() + ": the token does not see who is an administrator, in which groups, "
                    + "with which servers, and when users were created and active; grant the scopes read:users and read:servers");
        }
        PruneCensus census = PruneCensus.of(users, spec.inactiveSince());
        int candidates = census.candidates().size();
        if (!spec.delete() || candidates == 0) {
            return result(census, null, 0, List.of());
        }
        if (candidates > spec.atMost()) {
            return result(census, null, 0, List.of(finding(FindingCode.HUB_PRUNE_TOO_MANY, FindingClass.PERMANENT,
                    candidates + " of " + census.users() + " users would be deleted, and " + spec.atMost() + " are allowed: nobody was", "look at the date, or allow more")));
        }
        try {
            backup = store.keep(new UserBackup(api.target().displayName(), clock.instant(), census.candidates()).json());
        } catch (IOException e) {
            return result(census, null, 0, List.of(finding(FindingCode.HUB_BACKUP_FAILED, FindingClass.PERMANENT,
                    "the backup is not kept, so nobody was deleted: " + HubFailures.reason(e), "name a file that does not exist yet, on a disk with room")));
        }
        int left = delete(new ArrayDeque<>(census.candidates()));
        return confirmed(census, left);
    }

    /** @return how many were not reached */
    private int delete(Deque<HubUser> left) throws InterruptedException, ConnectionException {
        int all = left.size();
        while (!left.isEmpty() && changes.goOn() && !budget.spent()) {
            HubUser user = left.poll();
            if (api.user(user.name()).filter(now -> PruneCensus.mayGo(now, spec.inactiveSince())).isEmpty()) {
                kept++;
                continue;
            }
            // 404: somebody else was quicker.
            Optional<HubAnswer> answer =
                    changes.change("DELETE", "api/users/" + HubApi.encoded(user.name()), null, HttpURLConnection.HTTP_NO_CONTENT, HttpURLConnection.HTTP_NOT_FOUND);
            if (answer.isEmpty()) {
                left.add(user);
                continue;
            }
            gone.add(user.name());
            teller.tell("users deleted", all - left.size(), all, kept > 0 ? kept + " spared" : "");
            pace.after(1, answer.get().took());
        }
        return left.size();
    }

    /** Looks at all of them again. */
    private PruneResult confirmed(PruneCensus census, int left) throws InterruptedException, ConnectionException {
        List<Finding> findings = List.of();
        if (left > 0) {
            boolean time = budget.spent();
            findings = List.of(finding(FindingCode.HUB_PRUNE_INCOMPLETE, time ? FindingClass.BUDGET : FindingClass.PERMANENT,
                    gone.size() + " of " + census.candidates().size() + " users were deleted: " + (time ? "the budget ran out" : changes.trouble()),
                    "run it again, with another backup file: it goes on with those who are left"));
        }
        if (budget.spent()) {
            return result(census, null, 0, findings);
        }
        List<HubUser> now = api.users();
        int back = (int) now.stream().filter(user -> gone.contains(user.name())).count();
        return result(census, now.size(), back, findings);
    }

    private static Finding finding(FindingCode code, FindingClass effective, String summary, String remedy) {
        return new Finding(code, effective, summary, List.of(), List.of(), List.of(), remedy);
    }

    private PruneResult result(PruneCensus census, Integer after, int back, List<Finding> findings) {
        return new PruneResult(api.target().displayName(), clock.instant(), census, spec.inactiveSince(), spec.delete(), gone.size(), kept, after, back, backup,
                budget.elapsed(), pace.longest(), findings);
    }
}

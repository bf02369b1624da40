package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.cluster.Causes;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Deletes users who have not been seen for long, so that a hub has fewer to look at. Unless told otherwise it only counts them. It writes a backup
 * before it deletes anybody, and looks at each user once more at the last moment. Users whom it does not reach are candidates of the next run.
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
            throw new ConnectionException(
                    Kind.FORBIDDEN,
                    "hub " + api.target().displayName() + ": the token does not see who is an administrator, in which groups, with which servers, "
                            + "and when users were created and active; grant the scopes read:users and read:servers");
        }
        PruneCensus census = PruneCensus.of(users, spec.inactiveSince());
        int candidates = census.candidates().size();
        if (!spec.delete() || candidates == 0) {
            return result(census, null, 0, List.of());
        }
        if (candidates > spec.atMost()) {
            String counts = candidates + " of " + census.users() + " users would be deleted, and " + spec.atMost() + " are allowed: nobody was";
            return nobody(census, FindingCode.HUB_PRUNE_TOO_MANY, counts, "look at the date, or allow more");
        }
        try {
            backup = store.keep(new UserBackup(api.target().displayName(), clock.instant(), census.candidates()).json());
        } catch (IOException e) {
            String why = "the backup is not kept, so nobody was deleted: " + Causes.innermost(e);
            return nobody(census, FindingCode.HUB_BACKUP_FAILED, why, "name a file that does not exist yet, on a disk with room");
        }
        int left = delete(new ArrayDeque<>(census.candidates()));
        return confirmed(census, left);
    }

    /**
     * Deletes them one after the other.
     *
     * @return how many were not reached
     */
    private int delete(Deque<HubUser> left) throws InterruptedException, ConnectionException {
        int all = left.size();
        while (!left.isEmpty() && changes.goOn() && !budget.spent()) {
            HubUser user = left.poll();
            if (api.user(user.name()).filter(now -> PruneCensus.mayGo(now, spec.inactiveSince())).isEmpty()) {
                kept++;
                continue;
            }
            Optional<HubAnswer> answer = changes.deleteUser(user.name());
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

    /** Counts the users once more, since the deleted ones may have logged in again meanwhile. */
    private PruneResult confirmed(PruneCensus census, int left) throws InterruptedException, ConnectionException {
        List<Finding> findings = left == 0 ? List.of() : List.of(unfinished(census));
        if (budget.spent()) {
            return result(census, null, 0, findings);
        }
        List<HubUser> now = api.users();
        int back = (int) now.stream().filter(user -> gone.contains(user.name())).count();
        return result(census, now.size(), back, findings);
    }

    private Finding unfinished(PruneCensus census) {
        String counts = gone.size() + " of " + census.candidates().size() + " users were deleted";
        String remedy = "run it again, with another backup file: it goes on with those who are left";
        return Unfinished.of(FindingCode.HUB_PRUNE_INCOMPLETE, counts, budget, changes, remedy);
    }

    private PruneResult nobody(PruneCensus census, FindingCode code, String summary, String remedy) {
        return result(census, null, 0, List.of(new Finding(code, FindingClass.PERMANENT, summary, List.of(), List.of(), List.of(), remedy)));
    }

    private PruneResult result(PruneCensus census, Integer after, int back, List<Finding> findings) {
        return new PruneResult(
                api.target().displayName(),
                clock.instant(),
                census,
                spec.inactiveSince(),
                spec.delete(),
                gone.size(),
                kept,
                after,
                back,
                backup,
                budget.elapsed(),
                pace.longest(),
                findings);
    }
}

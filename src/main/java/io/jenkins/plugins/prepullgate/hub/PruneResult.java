package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.rollout.Names;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a pruning came to.
 *
 * @param census who was there, and who might go
 * @param inactiveSince the bound that was asked for
 * @param deleted how many were deleted; 0 for a count only
 * @param kept how many were spared at the last moment: active again, with a server, made administrators, or gone
 * @param after how many users are there afterwards; null when that was not looked at
 * @param back how many of the deleted are there again
 * @param backup where the backup is; empty when there is none
 * @param longest how long the slowest of the requests that change something took
 */
public record PruneResult(
        String hub,
        Instant at,
        PruneCensus census,
        Instant inactiveSince,
        boolean delete,
        int deleted,
        int kept,
        Integer after,
        int back,
        String backup,
        Duration elapsed,
        Duration longest,
        List<Finding> findings)
        implements HubResult {
    private static final int SAMPLE = 50;

    public PruneResult {
        findings = List.copyOf(findings);
    }

    @Override
    public String job() {
        return "prune";
    }

    @Override
    public String passing() {
        String ofAll = " of " + census.users() + " users";
        if (!delete) {
            return census.candidates().size() + ofAll + " of " + hub + " would be deleted; nothing was changed";
        }
        String spared = kept > 0 ? ", " + kept + " spared" : "";
        return deleted + ofAll + " deleted from " + hub + spared + (after == null ? "" : "; " + after + " are there now");
    }

    @Override
    public List<String> details() {
        List<String> lines = new ArrayList<>();
        List<HubUser> candidates = census.candidates();
        lines.add(census.users() + " users: " + candidates.size() + " not seen since " + day(inactiveSince) + "; these stay: " + staying());
        if (!candidates.isEmpty()) {
            lines.add("longest away: " + seen(candidates.get(0)) + ", shortest: " + seen(candidates.get(candidates.size() - 1)));
            lines.add("they are: " + Names.of(candidates.stream().map(HubUser::name).toList()));
        }
        if (census.neverActive() > 0) {
            lines.add(census.neverActive() + " of them never were active: for these the day of their creation counts");
        }
        if (!candidates.isEmpty()) {
            lines.add("their files: KubeSpawner deletes a user's volume claim with the user unless delete_pvc is False, "
                    + "and no backup of users brings it back");
        }
        if (!backup.isEmpty()) {
            lines.add("backup: " + backup + "; prepull-gate hub restore creates them again, without tokens, login state and shares");
        }
        if (deleted > 0) {
            String took = Durations.words(elapsed);
            lines.add(deleted + " deleted in " + took + "; no request kept the hub busy for more than " + longest.toMillis() + "ms");
        }
        if (back > 0) {
            lines.add(back + " of the deleted are there again: they have logged in meanwhile");
        }
        return lines;
    }

    private String staying() {
        return census.active() + " active since, " + Names.count(census.withServer(), "other") + " with a server, "
                + Names.count(census.admins(), "administrator")
                + (census.unknown() > 0 ? ", " + census.unknown() + " of unknown age" : "");
    }

    private static String seen(HubUser user) {
        return user.name() + " (" + day(user.lastSeen()) + ")";
    }

    private static LocalDate day(Instant when) {
        return LocalDate.ofInstant(when, ZoneOffset.UTC);
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("inactiveSince", inactiveSince.toString());
        facts.put("deleting", delete);
        facts.put("usersBefore", census.users());
        facts.put("usersAfter", after);
        facts.put("candidates", census.candidates().size());
        facts.put("neverActive", census.neverActive());
        facts.put("deleted", deleted);
        facts.put("spared", kept);
        facts.put("backAgain", back);
        facts.put("backup", backup.isEmpty() ? null : backup);
        facts.put("sample", census.candidates().stream().limit(SAMPLE).map(HubUser::name).toList());
        facts.put("elapsedSeconds", elapsed.toMillis() / 1000.0);
        facts.put("longestRequestMillis", longest.toMillis());
        return facts;
    }
}

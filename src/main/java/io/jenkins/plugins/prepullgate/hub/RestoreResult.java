package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.gate.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a restoring came to.
 *
 * @param wanted users in the backup
 * @param before how many of them were there already
 * @param created how many were created
 * @param groups how many groups they were put into
 * @param active how many got their last activity back
 */
public record RestoreResult(
        String hub, Instant at, int wanted, int before, int created, int groups, int active, Duration elapsed, List<Finding> findings)
        implements HubResult {
    public RestoreResult {
        findings = List.copyOf(findings);
    }

    @Override
    public String job() {
        return "restore";
    }

    @Override
    public String passing() {
        return wanted + " users of the backup are on " + hub + ": " + before + " were there, " + created + " created";
    }

    @Override
    public List<String> details() {
        return List.of(created + " created in " + Durations.words(elapsed) + ", put into " + groups + " groups, the last activity of " + active
                + " set; the day of creation, tokens, login state and shares cannot be restored");
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("wanted", wanted);
        facts.put("before", before);
        facts.put("created", created);
        facts.put("groups", groups);
        facts.put("activitySet", active);
        facts.put("elapsedSeconds", elapsed.toMillis() / 1000.0);
        return facts;
    }
}

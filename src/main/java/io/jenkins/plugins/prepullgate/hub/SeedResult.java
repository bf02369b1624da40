package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.gate.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a seeding, or its removal, came to.
 *
 * @param removal whether users were to be taken away
 * @param wanted how many were to be there, or to go
 * @param before how many of them were as wanted already
 * @param done how many were created, or removed
 * @param servers how many servers were started
 * @param longest how long the slowest of the requests that change something took, and so kept the hub from serving others
 */
public record SeedResult(
        String hub,
        Instant at,
        boolean removal,
        int wanted,
        int before,
        int done,
        int servers,
        Duration elapsed,
        Duration longest,
        List<Finding> findings)
        implements HubResult {
    public SeedResult {
        Objects.requireNonNull(hub, "hub");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(elapsed, "elapsed");
        Objects.requireNonNull(longest, "longest");
        findings = List.copyOf(findings);
    }

    @Override
    public String job() {
        return "seed";
    }

    @Override
    public String passing() {
        if (removal) {
            return done + " users removed from " + hub + ", none is left";
        }
        String started = servers > 0 ? ", " + servers + " servers started" : "";
        return wanted + " users are on " + hub + ": " + before + " were there, " + done + " created" + started;
    }

    @Override
    public List<String> details() {
        if (done == 0) {
            return List.of();
        }
        String what = done + (removal ? " removed" : " created") + " in " + Durations.words(elapsed);
        return List.of(what + "; no request kept the hub busy for more than " + longest.toMillis() + "ms");
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("removal", removal);
        facts.put("wanted", wanted);
        facts.put("before", before);
        facts.put("done", done);
        facts.put("serversStarted", servers);
        facts.put("elapsedSeconds", elapsed.toMillis() / 1000.0);
        facts.put("longestRequestMillis", longest.toMillis());
        return facts;
    }
}

package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.gate.Durations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What a comparison of staging with production came to. */
public record ScaleResult(ScaleFacts staging, ScaleFacts production, Instant at, List<Finding> findings) implements HubResult {
    private static final String UNKNOWN = "unknown";

    public ScaleResult {
        Objects.requireNonNull(staging, "staging");
        Objects.requireNonNull(production, "production");
        Objects.requireNonNull(at, "at");
        findings = List.copyOf(findings);
    }

    @Override
    public String job() {
        return "scale";
    }

    @Override
    public String hub() {
        return staging.hub();
    }

    @Override
    public String passing() {
        return staging.hub() + (findings.isEmpty() ? " is as large as it has to be to stand for " : " is compared with ") + production.hub();
    }

    /** A table of both. */
    @Override
    public List<String> details() {
        List<String> lines = new ArrayList<>();
        lines.add(row("", "staging", "production"));
        lines.add(row("users", staging.users(), production.users()));
        lines.add(row("users with servers", staging.withServers(), production.withServers()));
        lines.add(row("users active in 7 days", staging.active7d(), production.active7d()));
        lines.add(row("users active in 30 days", staging.active30d(), production.active30d()));
        lines.add(row("routes", staging.routes(), production.routes()));
        lines.add(row("last start", startup(staging), startup(production)));
        lines.add(row("version", staging.version(), production.version()));
        return lines;
    }

    private static String row(String what, Object here, Object there) {
        return String.format(Locale.ROOT, "  %-24s%12s%12s", what, here == null ? UNKNOWN : here, there == null ? UNKNOWN : there);
    }

    private static String startup(ScaleFacts facts) {
        return facts.startup() == null ? null : Durations.words(facts.startup());
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("staging", of(staging));
        facts.put("production", of(production));
        return facts;
    }

    private static Map<String, Object> of(ScaleFacts facts) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("hub", facts.hub());
        map.put("version", facts.version());
        map.put("users", facts.users());
        map.put("usersWithServers", facts.withServers());
        map.put("active7d", facts.active7d());
        map.put("active30d", facts.active30d());
        map.put("routes", facts.routes());
        map.put("startupSeconds", facts.startup() == null ? null : facts.startup().toMillis() / 1000.0);
        return map;
    }
}

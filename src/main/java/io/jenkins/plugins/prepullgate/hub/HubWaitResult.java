package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.rollout.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What a wait for a hub came to.
 *
 * @param version the hub's; empty when it never said
 * @param healthy until it served; null when it did not
 * @param settled until it had looked at every server itself; null when it had not
 * @param checking how long our own look at the routes took; null when it was not reached
 * @param elapsed all of it
 * @param servers that run
 * @param answers what was found, every route once
 */
public record HubWaitResult(
        String hub,
        Instant at,
        String version,
        Duration healthy,
        Duration settled,
        Duration checking,
        Duration elapsed,
        int servers,
        List<RouteAnswer> answers,
        List<Finding> findings)
        implements HubResult {
    public HubWaitResult {
        Objects.requireNonNull(hub, "hub");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(elapsed, "elapsed");
        answers = List.copyOf(answers);
        findings = List.copyOf(findings);
    }

    @Override
    public String job() {
        return "wait";
    }

    @Override
    public String passing() {
        int answering = count(RouteState.ALIVE) + count(RouteState.SLOW);
        String routes = servers == 0 ? "no server is running" : answering + " of " + servers + " routes lead to a server that answers";
        String after = Durations.words(settled == null ? elapsed : settled);
        return "JupyterHub " + (version.isEmpty() ? "" : version + " ") + "serves after " + after + "; " + routes;
    }

    /** Routes in this state. */
    public int count(RouteState state) {
        return (int) answers.stream().filter(answer -> answer.state() == state).count();
    }

    @Override
    public List<String> details() {
        List<String> lines = new ArrayList<>();
        if (checking != null && !answers.isEmpty()) {
            List<Long> times = times();
            String spread = times.isEmpty()
                    ? ""
                    : "; half of them answer within " + percentile(times, 50) + "ms, 99% within " + percentile(times, 99) + "ms, all within "
                            + percentile(times, 100) + "ms";
            lines.add(Names.count(answers.size(), "route") + " checked in " + seconds(checking) + spread);
        }
        return lines;
    }

    /** The times of the servers that answered, in milliseconds, sorted. */
    private List<Long> times() {
        return answers.stream()
                .filter(answer -> answer.state() == RouteState.ALIVE || answer.state() == RouteState.SLOW)
                .map(answer -> answer.took().toMillis())
                .sorted()
                .toList();
    }

    private static long percentile(List<Long> sorted, int percent) {
        return sorted.get(Math.max(0, (sorted.size() * percent + 99) / 100 - 1));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1fs", duration.toMillis() / 1000.0);
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("version", version.isEmpty() ? null : version);
        facts.put("healthyAfterSeconds", number(healthy));
        facts.put("settledAfterSeconds", number(settled));
        facts.put("routesCheckedInSeconds", number(checking));
        facts.put("elapsedSeconds", number(elapsed));
        facts.put("servers", servers);
        Map<String, Object> counts = new LinkedHashMap<>();
        for (RouteState state : RouteState.values()) {
            counts.put(state.words(), count(state));
        }
        facts.put("counts", counts);
        List<Long> times = times();
        facts.put("medianMillis", times.isEmpty() ? null : percentile(times, 50));
        facts.put("slowestMillis", times.isEmpty() ? null : percentile(times, 100));
        facts.put("routes", answers.stream().filter(answer -> answer.state() != RouteState.ALIVE).map(HubWaitResult::row).toList());
        return facts;
    }

    private static Map<String, Object> row(RouteAnswer answer) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("user", answer.server().user());
        row.put("server", answer.server().name());
        row.put("url", answer.server().url());
        row.put("state", answer.state().words());
        row.put("millis", answer.took() == null ? null : answer.took().toMillis());
        row.put("detail", answer.detail());
        return row;
    }

    private static Double number(Duration duration) {
        return duration == null ? null : duration.toMillis() / 1000.0;
    }
}

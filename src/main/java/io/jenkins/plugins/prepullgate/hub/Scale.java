package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.findings.Evidence;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether a rehearsal on staging says anything about production. A hub looks at every server as it starts, so what takes long in production takes
 * no time on a hub where nobody works.
 */
public final class Scale {
    private Scale() {}

    public static ScaleResult compare(ScaleFacts staging, ScaleFacts production, ScaleSpec spec, Instant now) {
        FindingClass effective = spec.fails() ? FindingClass.AUDIT : FindingClass.INFO;
        List<Finding> findings = new ArrayList<>();
        drift(staging, production, spec, effective, now, findings);
        startup(staging, production, spec, effective, now, findings);
        if (!staging.version().equals(production.version())) {
            findings.add(new Finding(FindingCode.HUB_VERSION_DRIFT, FindingClass.INFO,
                    "staging runs JupyterHub " + staging.version() + ", production " + production.version(), List.of(), List.of(), List.of(),
                    "none during an upgrade; otherwise deploy the same chart to both"));
        }
        return new ScaleResult(staging, production, now, findings);
    }

    private static void drift(ScaleFacts staging, ScaleFacts production, ScaleSpec spec, FindingClass effective, Instant now, List<Finding> into) {
        List<String> small = new ArrayList<>();
        List<Evidence> evidence = new ArrayList<>();
        Map<String, Integer> here = staging.deciding();
        production.deciding().forEach((what, there) -> {
            Integer size = here.get(what);
            if (size != null && there > 0 && size < spec.minRatio() * there) {
                small.add(size + " of " + there + " " + what);
                evidence.add(Evidence.once("hub " + staging.hub(), what, percent((double) size / there) + " of production's", now));
            }
        });
        if (!small.isEmpty()) {
            String summary = "staging is smaller than " + percent(spec.minRatio()) + " of production: " + String.join(", ", small);
            String remedy = "prepull-gate hub seed --users " + production.users() + " --servers " + production.withServers() + " on staging";
            into.add(new Finding(FindingCode.HUB_SCALE_DRIFT, effective, summary, List.of(), List.of(), evidence, remedy));
        }
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f%%", 100 * part);
    }

    private static void startup(ScaleFacts staging, ScaleFacts production, ScaleSpec spec, FindingClass effective, Instant now, List<Finding> into) {
        Duration limit = spec.maxStartup();
        if (limit == null || staging.startup() == null || staging.startup().compareTo(limit) > 0) {
            return;
        }
        boolean measured = production.startup() != null;
        Duration there = measured ? production.startup() : expected(staging, production);
        if (there.compareTo(limit) <= 0) {
            return;
        }
        String summary = "staging starts in " + Durations.words(staging.startup()) + " and would not have shown that production "
                + (measured ? "takes " : "may take ") + Durations.words(there) + ", more than " + Durations.words(limit);
        String source = measured ? "its last start" : "staging's start, times production's servers per staging's";
        Evidence evidence = Evidence.once("hub " + production.hub(), source, Durations.words(there), now);
        String remedy = "give staging production's number of running servers: prepull-gate hub seed --servers " + production.withServers();
        into.add(new Finding(FindingCode.HUB_STARTUP_HIDDEN, effective, summary, List.of(), List.of(), List.of(evidence), remedy));
    }

    /** The time to start grows with the number of servers to look at; a staging hub without any counts as if it had one. */
    private static Duration expected(ScaleFacts staging, ScaleFacts production) {
        return staging.startup().multipliedBy(Math.max(1, production.withServers())).dividedBy(Math.max(1, staging.withServers()));
    }
}

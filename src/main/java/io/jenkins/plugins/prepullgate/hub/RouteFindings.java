package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.findings.Evidence;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.rollout.Names;
import io.jenkins.plugins.prepullgate.rollout.Redaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Turns what was found about routes into findings: one per kind, however many routes show it. */
final class RouteFindings {
    private static final int EVIDENCE = 3;
    /** Users that stand in their pod's name as they are. A command is pasted into a shell, and others name themselves. */
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9]{1,63}");

    private static final List<RouteState> ORDER = List.of(
            RouteState.UNKNOWN, RouteState.ELSEWHERE, RouteState.DEAD, RouteState.MISSING, RouteState.STALE, RouteState.SLOW);

    private RouteFindings() {}

    /** @param servers how many run */
    static List<Finding> of(List<RouteAnswer> answers, int servers, HubWaitSpec spec, Instant now) {
        long broken = answers.stream().filter(answer -> answer.state().broken()).count();
        boolean tolerated = broken <= spec.tolerate().of(servers);
        List<Finding> findings = new ArrayList<>();
        for (RouteState state : ORDER) {
            List<RouteAnswer> those = answers.stream().filter(answer -> answer.state() == state).sorted(worstFirst()).toList();
            if (!those.isEmpty()) {
                // Nothing is known about the servers that a tolerance could cover.
                boolean unasked = state == RouteState.UNKNOWN || state == RouteState.ELSEWHERE;
                boolean fails = unasked || spec.failOn().contains(state) && !(state.broken() && tolerated);
                findings.add(finding(state, those, servers, fails ? FindingClass.PERMANENT : FindingClass.INFO, now));
            }
        }
        findings.sort(Comparator.comparing(finding -> finding.effective() == FindingClass.INFO));
        return findings;
    }

    private static Comparator<RouteAnswer> worstFirst() {
        Comparator<RouteAnswer> slowestFirst = Comparator.comparing(answer -> answer.state() == RouteState.SLOW ? -answer.took().toMillis() : 0L);
        return slowestFirst.thenComparing(answer -> answer.server().displayName());
    }

    private static Finding finding(RouteState state, List<RouteAnswer> those, int servers, FindingClass effective, Instant now) {
        String names = Names.of(those.stream().map(RouteAnswer::named).toList());
        List<Evidence> evidence = those.stream()
                .limit(EVIDENCE)
                .map(answer -> Evidence.once("server " + answer.server().displayName(), Redaction.brief(answer.server().url()), answer.detail(), now))
                .toList();
        String summary = words(state, those.size(), servers) + ": " + names;
        return new Finding(code(state), effective, summary, List.of(), List.of(), evidence, remedy(state, those.get(0)));
    }

    private static FindingCode code(RouteState state) {
        return switch (state) {
            case UNKNOWN -> FindingCode.HUB_PROXY_UNREACHABLE;
            case ELSEWHERE -> FindingCode.HUB_ROUTES_UNCHECKED;
            case DEAD -> FindingCode.HUB_ROUTE_DEAD;
            case MISSING -> FindingCode.HUB_ROUTE_MISSING;
            case STALE -> FindingCode.HUB_ROUTE_STALE;
            case SLOW -> FindingCode.HUB_ROUTE_SLOW;
            case ALIVE -> throw new IllegalArgumentException("nothing is wrong with a route that is alive");
        };
    }

    private static String words(RouteState state, int count, int servers) {
        String of = count + " of " + servers;
        return switch (state) {
            case UNKNOWN -> "the proxy cannot be connected to for " + of + " routes";
            case ELSEWHERE -> of + " routes are on another host than the hub, and were not asked";
            case DEAD -> "nobody answers behind " + of + " routes";
            case MISSING -> "the proxy does not know " + of + " running servers";
            case STALE -> "the proxy still has " + Names.count(count, "route") + " to "
                    + (count == 1 ? "a server that does not run" : "servers that do not run");
            case SLOW -> of + " servers answer slowly";
            case ALIVE -> of + " routes are alive";
        };
    }

    private static String remedy(RouteState state, RouteAnswer first) {
        String user = PLAIN.matcher(first.server().user()).matches() ? first.server().user() : "NAME";
        return switch (state) {
            case UNKNOWN -> "is the proxy's pod up, is its address right?";
            case ELSEWHERE ->
                    "if that host is the hub's, too: --route-domain (routeDomain in a Pipeline); if not: who has written that into the hub?";
            case DEAD -> "restart the server: stop it at /hub/admin, or kubectl delete pod jupyter-" + user + "; the hub takes it for running";
            case MISSING, STALE -> "have the hub compare its proxy again: POST /hub/api/proxy, or restart the hub";
            case SLOW -> "look at the node of the server's pod: kubectl top pod jupyter-" + user;
            case ALIVE -> "";
        };
    }
}

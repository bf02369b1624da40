package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * All routes of a hub, asked at once. What looks broken is looked at a second time before it is reported, and so is whether its server still runs,
 * since users come and go meanwhile.
 */
final class RouteSurvey {
    private final HubApi api;
    private final RouteChecker checker;
    private final Budget budget;
    private final Duration doubt;

    /** @param doubt how long to wait before what looks broken is looked at again */
    RouteSurvey(HubApi api, RouteChecker checker, Budget budget, Duration doubt) {
        this.api = api;
        this.checker = checker;
        this.budget = budget;
        this.doubt = doubt;
    }

    /**
     * What was found.
     *
     * @param answers every route once, as far as the budget sufficed
     * @param unchecked how many routes the first look did not reach
     * @param wanted how many it should have reached
     * @param last what the hub and its proxy said last
     * @param took how long the first look took
     */
    record Found(List<RouteAnswer> answers, int unchecked, int wanted, HubSurvey last, Duration took) {}

    /**
     * Looks at the routes of all running servers.
     *
     * @param progress hears on the caller's thread, about once a second and at the end
     */
    Found look(HubSurvey survey, Consumer<RouteChecker.Counts> progress) throws InterruptedException, ConnectionException {
        Duration begun = budget.elapsed();
        List<HubServer> running = survey.running();
        List<RouteAnswer> first = checker.check(running, budget, progress);
        progress.accept(new RouteChecker.Counts(first.size(), running.size(), broken(first), 0));
        Duration took = budget.elapsed().minus(begun);
        List<RouteAnswer> all = merged(first, survey);
        HubSurvey last = survey;
        if (!budget.spent() && all.stream().anyMatch(RouteSurvey::suspect)) {
            budget.pause(doubt);
            last = HubSurvey.take(api);
            all = confirmed(all, last);
        }
        return new Found(all, running.size() - first.size(), running.size(), last, took);
    }

    private static int broken(List<RouteAnswer> answers) {
        return (int) answers.stream().filter(answer -> answer.state().broken()).count();
    }

    private static boolean suspect(RouteAnswer answer) {
        return answer.state().broken() || answer.state() == RouteState.STALE;
    }

    /** A server that the proxy's table lacks is missing, whatever the proxy answered for it. */
    private static List<RouteAnswer> merged(List<RouteAnswer> answers, HubSurvey survey) {
        Map<String, RouteAnswer> merged = new LinkedHashMap<>();
        answers.forEach(answer -> merged.put(name(answer), answer));
        survey.missing().forEach(answer -> merged.put(name(answer), answer));
        survey.stale().forEach(answer -> merged.put(name(answer), answer));
        return List.copyOf(merged.values());
    }

    /** The same answers, with a second one for each that looked broken; without it where the server does not run any more. */
    private List<RouteAnswer> confirmed(List<RouteAnswer> first, HubSurvey now) throws InterruptedException {
        Set<String> suspects = first.stream().filter(RouteSurvey::suspect).map(RouteSurvey::name).collect(Collectors.toSet());
        List<HubServer> still = now.running().stream().filter(server -> suspects.contains(server.displayName())).toList();
        List<RouteAnswer> again = merged(checker.check(still, budget, counts -> {}), now);
        List<RouteAnswer> all = new ArrayList<>(first.stream().filter(answer -> !suspects.contains(name(answer))).toList());
        again.stream().filter(answer -> suspects.contains(name(answer))).forEach(all::add);
        return all;
    }

    private static String name(RouteAnswer answer) {
        return answer.server().displayName();
    }
}
